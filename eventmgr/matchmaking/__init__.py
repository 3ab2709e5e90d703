"""From "we need" to a contract."""
