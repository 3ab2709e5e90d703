"""What is decided about registrations, one or many, and undone."""
