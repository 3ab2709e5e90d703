"""Counts and figures of the running installation."""
