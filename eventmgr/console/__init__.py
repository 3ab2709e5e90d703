"""Commands, the sample, upkeep."""
