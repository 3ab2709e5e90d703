"""Types of participants: what an event sets for each of them, the house's own types in every event. Pure."""
