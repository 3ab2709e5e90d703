"""E-mails that came back: what mail servers report of them, and which of ours they were."""
