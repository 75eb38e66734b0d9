"""What the database is: tables, derived results, views and checks, one SQL file per object."""
