"""Drafts of registration forms."""
