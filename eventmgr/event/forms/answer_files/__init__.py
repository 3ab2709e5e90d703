"""Files that participants upload with their registration: checked, kept sealed, gone with it."""
