"""The report of a year: of all events that somebody sees, or of one series."""
