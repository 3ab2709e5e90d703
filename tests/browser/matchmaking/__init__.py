"""What the walk through a whole matchmaking stands on and does, step by step."""
