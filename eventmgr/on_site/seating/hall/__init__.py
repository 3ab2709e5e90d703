"""The hall: rows, aisles, delegations as blocks."""
