"""The schema's files and what the catalog says of them."""
