"""What organizers type to plan meetings."""
