"""Notices on personal data and consents; how long what is kept, and that it is deleted when its time is over."""
