"""What is read of registrations by every part of the room."""
