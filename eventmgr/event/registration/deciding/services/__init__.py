"""Decisions, marks of who came, words of delegations, undoing."""
