"""Hotels, rooms, and who has which in which nights."""
