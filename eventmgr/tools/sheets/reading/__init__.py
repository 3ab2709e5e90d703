"""From bytes and pasted text to a sheet: what a file is, whether it may be opened, and reading it within bounds."""
