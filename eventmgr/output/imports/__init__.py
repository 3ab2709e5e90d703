"""Lists that come in as sheets: read, shown row by row, corrected, taken as a whole by a worker, and undone."""
