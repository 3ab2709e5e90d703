"""What follows from an event's row: whether it is open, who may look, its calendar entry."""
