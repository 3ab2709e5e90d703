"""Liaisons of delegations as rows of a sheet."""
