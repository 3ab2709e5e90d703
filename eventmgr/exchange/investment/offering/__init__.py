"""Offers of no event, which offices and provinces enter themselves."""
