"""The words of e-mails that people may change: placeholders, and texts of the house and of events."""
