"""Published files into seed folders."""
