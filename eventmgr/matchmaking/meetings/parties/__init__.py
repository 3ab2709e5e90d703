"""Who takes part in the meetings of an event, with how many people, and when they cannot."""
