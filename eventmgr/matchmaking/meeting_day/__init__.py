"""The day of meetings: who is late or gone, repairs, results."""
