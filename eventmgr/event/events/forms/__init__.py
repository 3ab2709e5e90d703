"""What an organizer types about an event."""
