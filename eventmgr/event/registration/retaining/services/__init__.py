"""Deleting on request, with a withdrawn consent, and when its time is over."""
