"""Action items: what was agreed, who does it and by when."""
