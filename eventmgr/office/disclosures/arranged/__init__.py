"""Rooms and rides in lists for recipients."""
