"""What knows HTTP, paper, sheets, e-mail, calendars and codes, and no event."""
