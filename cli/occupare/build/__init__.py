"""Seed folders in, one database file out."""
