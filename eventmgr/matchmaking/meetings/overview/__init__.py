"""The first page of organizers and of a party: what each part of the room tells."""
