"""What papers show more on pages that were there before."""

from __future__ import annotations

_NEW = "badges, cards, sheets, the handbook, minutes, certificates and itineraries are printed"
_TITLES = "会议通知|邀请函|会议手册|签到表|胸卡|桌签|个人日程|参会证明|会议纪要|领导简报"
ADDED = (
    (
        "/reports/$",
        r" \(选择打印内容… · 参会人员名单\)选择打印内容…$",
        "the list of participants is chosen on its page",
    ),
    ("/reports/$", rf"^(?:{_TITLES})\n.*\n\(中文 · (?:{_TITLES})\).*(?:\n|$)", _NEW),
    ("/reports/$", r"^(?:材料样式)?打印记录\n", "what was printed is kept, how papers look is chosen"),
    ("^/my/[^/]+/(?:edit)?$", r"^个人日程（PDF）\n|^Personal itinerary \(PDF\)\n", _NEW),
    (
        "/reports/$",
        r" \(Word 文件，可继续修改 · 活动总结\)Word(?= |\n|$)",
        "notices and summaries are to be had as Word files",
    ),
    ("/checkin/", r"^(?:打印： 胸卡 桌签 个人日程|Print: Badges Place cards Personal itineraries)(?:\n|$)", _NEW),
)
