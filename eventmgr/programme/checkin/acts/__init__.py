"""Acts of check-in as plain values: what they are, what they come to, what of them contradicts."""
