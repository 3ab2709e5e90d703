"""Timed work: rows leased to worker processes, so that one that is killed loses nothing."""
