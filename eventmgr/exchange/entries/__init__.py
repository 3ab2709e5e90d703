"""The organizations that agreed to be found by everybody, and those that enter themselves."""
