"""Policies: what an office has issued, whom it supports and until when one can apply; found, checked against, taken
home as one PDF."""
