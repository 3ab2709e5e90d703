"""Items of the agenda as rows of a sheet."""
