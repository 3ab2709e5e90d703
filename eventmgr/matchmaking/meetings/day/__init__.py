"""The day itself: who is late or gone, repairs, results."""
