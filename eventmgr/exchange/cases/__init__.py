"""Cases: what an organization has done, what came of it by its own metrics, and who may learn from it."""
