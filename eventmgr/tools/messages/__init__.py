"""The outbox: letters are written with the change they report, and leave after its commit."""
