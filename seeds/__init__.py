"""What goes into the database: the bundled seed folders, and how published files become seeds."""
