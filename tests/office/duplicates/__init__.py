"""Registrations of one person: pairs, merges, and merges undone."""
