"""What a listing holds by its kind, and how pasted text becomes listings. Pure."""
