"""Bulk e-mails: text, files and time of sending, and the sending, which can be paused and goes on where it was."""
