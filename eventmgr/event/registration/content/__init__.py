"""What a registration says: typed, shown, as a copy for its person, as a code."""
