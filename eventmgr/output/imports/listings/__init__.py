"""Supply and demand as rows of a sheet."""
