"""The waiting list as people and organizers act on it: offers accepted and taken back, an order by hand, the rule
itself."""
