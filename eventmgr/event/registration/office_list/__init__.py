"""The columns and filters of the office's list."""
