"""What a request may bring, and where it comes from."""
