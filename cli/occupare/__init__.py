"""Occupare: a comparison database of occupations in one DuckDB file."""
