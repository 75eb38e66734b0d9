"""The commands, one module each: the file's name is the command's, and `command` is the command."""
