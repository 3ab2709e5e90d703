"""Quotas as organizers plan them: pool, cells, moves of places, what goes back unused."""
