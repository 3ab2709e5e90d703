"""Organizations of the directory as rows of a sheet."""
