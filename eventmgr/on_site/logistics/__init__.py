"""Where people sleep and what they ride in: hotels and rooms, pick-ups, vehicles."""
