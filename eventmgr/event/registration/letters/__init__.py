"""What participants are written."""
