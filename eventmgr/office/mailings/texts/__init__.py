"""Short messages to people without an e-mail address: what a text costs, and who gets how many a day."""
