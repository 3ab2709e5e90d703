"""What people of the sample thought of its events."""
