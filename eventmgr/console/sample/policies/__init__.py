"""Policies of the sample: sixty invented ones of the country, of provinces, cities and parks."""
