"""Which organization asks which for a meeting, and what is answered."""
