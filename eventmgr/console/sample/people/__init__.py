"""Who the people of the sample are, and which places they hold."""
