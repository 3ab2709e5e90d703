"""What an event is set up with: its address, templates by kind, files, and what it still needs."""
