"""Bulk e-mails."""
