"""Registrations of one person at one event: found, compared, merged, parted again; or known to be two people's."""
