"""Meetings of two at an event: when and where they can be held, and the rules for all of them."""
