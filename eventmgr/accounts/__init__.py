"""Persons, organizations, accounts: who comes, for whom, and who may sign in."""
