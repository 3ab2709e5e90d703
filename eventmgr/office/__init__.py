"""What an office does with a list of people."""
