"""Editing, substituting, and changes that participants ask for."""
