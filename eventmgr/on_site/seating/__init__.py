"""Seats on paper and in halls: the rostrum, the hall, tables of meals, discussion groups."""
