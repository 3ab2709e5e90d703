"""Who asks whom, and what is answered."""
