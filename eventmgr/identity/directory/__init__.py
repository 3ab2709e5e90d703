"""Persons and organizations, the same at every event."""
