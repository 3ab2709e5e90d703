"""Calendars that people subscribe to: of one event, of all that a filter leaves, of one participant."""
