"""Passkeys: signing in with what a device holds, without a password."""
