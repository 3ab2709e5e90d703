"""How long personal information is kept, and that it is deleted when its time is over."""
