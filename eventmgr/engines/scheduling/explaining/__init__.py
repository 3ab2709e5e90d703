"""Why a meeting is unscheduled, and the cheapest exchange that would schedule it."""
