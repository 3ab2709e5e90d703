"""Who sits where at the sample's seminar."""
