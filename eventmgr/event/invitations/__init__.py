"""Invitations to register: links for one person, codes for several, reminders, and those who want none."""
