"""What matchmaking shows more on pages that were there before."""

from __future__ import annotations

ADDED = (
    ("^/manage/events/", "(?<=议程) 考察点", "agenda items of the kind visit are stops with batches and findings"),
    ("^/manage/events/", r"(?<=议程) 洽谈(?= 通知| 分享)", "meetings of two have pages of their own"),
)
