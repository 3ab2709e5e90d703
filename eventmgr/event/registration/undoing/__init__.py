"""What organizers decided about people of the list, undone as far as nothing has left the house and nobody has gone on."""
