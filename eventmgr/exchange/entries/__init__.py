"""The organizations that agreed to be found by everybody."""
