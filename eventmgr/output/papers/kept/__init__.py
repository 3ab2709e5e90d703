"""What was printed, for whom and when; and whose part has changed since."""
