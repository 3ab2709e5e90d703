"""The search for a timetable, and who judges moves by hand."""
