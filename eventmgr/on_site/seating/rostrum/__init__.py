"""Who sits on the stage, by rank."""
