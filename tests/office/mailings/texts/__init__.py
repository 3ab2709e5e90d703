"""Short messages to people without an e-mail address."""
