"""People of a unit who registered by themselves: its liaison recommends them, or does not."""
