"""What matchmaking shows more on pages that were there before."""

from __future__ import annotations

ADDED = (("^/manage/events/", r"(?<=议程) 洽谈(?= 通知| 分享)", "meetings of two have pages of their own"),)
