"""Signing in and out: the pages, the session, the devices."""
