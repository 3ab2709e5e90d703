"""What somebody has begun to type into a registration form, kept for a few days."""
