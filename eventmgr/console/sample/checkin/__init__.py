"""Check-in of the sample: its lists, and who came when."""
