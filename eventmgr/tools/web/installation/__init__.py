"""Whether this installation can work as it stands: its schema, its keys, its disk."""
