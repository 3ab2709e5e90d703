"""What accounts of a unit see of it: read only."""
