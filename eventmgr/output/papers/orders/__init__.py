"""Large documents, which a worker makes while nobody waits for them."""
