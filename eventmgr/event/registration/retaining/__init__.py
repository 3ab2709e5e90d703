"""How long what is personal is kept, and how it is deleted."""
