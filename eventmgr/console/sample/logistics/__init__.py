"""Hotels, vehicles and who is in them."""
