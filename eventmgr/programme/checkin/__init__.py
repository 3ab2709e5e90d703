"""Check-in on the day: codes, names, marks, and who is missing."""
