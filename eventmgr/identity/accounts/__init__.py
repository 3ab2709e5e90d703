"""Accounts: who signs in, how, and from which devices."""
