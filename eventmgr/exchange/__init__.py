"""What stays between the events."""
