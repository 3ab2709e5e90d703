"""Bulk e-mails: what organizers write to a filtered list of their registrations, now or at a time of their choice."""
