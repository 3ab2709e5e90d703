"""Registrations as rows of a sheet."""
