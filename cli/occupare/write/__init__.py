"""Rows into terminals and files."""
