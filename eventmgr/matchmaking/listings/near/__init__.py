"""Entries that say nearly the same."""
