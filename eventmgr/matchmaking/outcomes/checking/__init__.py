"""Reading what the laws of deals compare."""
