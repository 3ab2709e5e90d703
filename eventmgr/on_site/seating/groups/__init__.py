"""Discussion groups: who has none yet, shared out evenly."""
