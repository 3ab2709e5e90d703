"""What matchmaking shows more on pages that were there before."""

from __future__ import annotations

_NEW = "what did not exist before is given alone"

ADDED = (
    ("^/manage/events/", r"(?<=议程) 洽谈(?= 通知| 分享)", "meetings of two have pages of their own"),
    (
        "/reports/$",
        r"^(?:供给清单|需求清单|List of (?:supply|demand))\n.*\n\(.*(?:清单|List of (?:supply|demand))\).*(?:\n|$)",
        _NEW,
    ),
    (
        "^/",
        r"(?<=活动|签到) 供需信息(?= 日历订阅$| 邮件 )|(?:(?<=Events)|(?<=Check-in)) Supply and demand(?= Subscribe$| E-mails )",
        _NEW,
    ),
)
