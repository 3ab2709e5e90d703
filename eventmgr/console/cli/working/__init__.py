"""What a worker is made of, and what watches it."""
