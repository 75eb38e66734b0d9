"""Titles, comparisons, questions and SQL: what is asked of a database."""
