"""What organizers decided about several people at once, undone as far as nothing has left the house and nobody has gone on."""
