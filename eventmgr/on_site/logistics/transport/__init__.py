"""Pick-ups, vehicles, and who rides in which."""
