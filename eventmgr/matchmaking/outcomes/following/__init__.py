"""Deals that follow from what was said of meetings."""
