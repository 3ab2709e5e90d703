"""What organizers set for each type of participant."""
