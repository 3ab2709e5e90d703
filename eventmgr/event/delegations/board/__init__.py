"""How far each delegation is, and the organizers' board of all of them."""
