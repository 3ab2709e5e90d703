"""Rooms tell about themselves."""
