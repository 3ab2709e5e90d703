"""The people of one event: charts for its organizers, and the table that the public may read."""
