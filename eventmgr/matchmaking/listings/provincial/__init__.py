"""What delegation liaisons do about organizations of their unit."""
