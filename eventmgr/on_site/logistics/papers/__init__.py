"""What accommodation and transport print."""
