"""The front page: coming and past events, filters, list and month view."""
