"""Files that participants upload."""
