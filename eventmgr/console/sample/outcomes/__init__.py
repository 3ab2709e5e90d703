"""What the events of the sample have led to."""
