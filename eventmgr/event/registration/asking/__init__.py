"""Somebody asks for a place: the form, whether it is open, registering, with an invitation too."""
