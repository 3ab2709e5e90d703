"""Places of the days themselves: groups, seats, beds and rides."""
