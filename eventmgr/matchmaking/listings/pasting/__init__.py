"""Pasted text becomes listings: read, and shown before it is taken."""
