"""The database on other engines: the same tables, rows, views and comments, in files or in a running server."""
