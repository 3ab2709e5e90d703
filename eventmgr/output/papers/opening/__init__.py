"""Who may open which paper."""
