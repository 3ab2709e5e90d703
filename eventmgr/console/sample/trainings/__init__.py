"""A training that is over."""
