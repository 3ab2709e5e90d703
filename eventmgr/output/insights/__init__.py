"""Counts by unit, province, sector and day, and the charts drawn from them."""
