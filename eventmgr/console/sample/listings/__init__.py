"""What organizations of the matchmaking offer and seek: their profiles, who keeps them, and their listings."""
