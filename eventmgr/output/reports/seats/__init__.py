"""Seats as badges, itineraries and place cards say them."""
