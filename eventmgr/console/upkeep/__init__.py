"""Holding an installation against the laws of its own data."""
