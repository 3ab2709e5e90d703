"""Training (培训): hours of sessions, attendance by check-in, who gets a certificate, hours over the year."""
