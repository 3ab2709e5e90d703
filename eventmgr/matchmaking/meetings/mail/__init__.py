"""What all e-mails to representatives share."""
