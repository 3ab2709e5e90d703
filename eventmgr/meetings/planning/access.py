"""What members of an event's team may do about its meetings."""

from __future__ import annotations

READ = "meetings.read"
EDIT = "meetings.edit"
DAY = "meetings.day"
