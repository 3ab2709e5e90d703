"""Notices of an event as official documents (会议通知), with the blank form to reply."""
