"""Which organizations take part in the meetings of an event, who represents them, and when they cannot."""
