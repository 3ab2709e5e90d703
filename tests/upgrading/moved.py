"""Parts of pages whose lines stand in another order now: what stood there still has to stand there, each line once."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Moved:
    """Of pages at `where`, the lines of `part` (of all lines, joined) are compared without their order."""

    where: str
    part: str
    why: str


EVENT_PAGE = r"^/events/[^/]+/(\?.*)?$|/preview/$"
FRONT = r"^/(?!.*view=month)(\?.*)?$"
OWN_PAGE = r"/my/[^/]+/(edit)?$"
MOVED = (
    Moved(
        EVENT_PAGE,
        r"(?s)\A.*?\n(?=(?:活动介绍|议程|活动成果|About the event|Agenda|What came of it)\n)",
        "state, deadline, places and button stand directly under time and place",
    ),
    Moved(FRONT, r"(?s)\A.*\Z", "the front page begins with what one can join; filters are folded on phones"),
    Moved(OWN_PAGE, r"(?s)\A.*\Z", "the own page begins with title, time, place, map, contact and code"),
)

_BEFORE = "what one wants to know before registering stands at the top: state, deadline, places, for whom, a review"
_FACTS = "the ticket says where the event is, whom to ask and whose it is"
_LINK = "an address that is handed out is called a link; a button leads to the small page of a calendar"
_KEPT = "what was typed stays on the device"
_ONE_MORE = "each item of an agenda leads to the page of its own calendar entry"
_STAFF = "places used are said to include those of staff"
_DEADLINE = r"(?:20\d\d年.*\d\d:\d\d截止|Closes \w{3} \d+ \w{3} 20\d\d, \d\d:\d\d)"
_WHO = r"(?:仅限 \d+ 个受邀代表团|不限单位，均可报名|Only \d+ invited delegations|Open to everybody)"

REWORDED: tuple[tuple[str, str, str, str, str], ...] = (
    (EVENT_PAGE, r"^(20\d\d年.*)截止。余 (\d+ 个名额。)$", r"\1截止报名。剩余 \2", _BEFORE, "zh"),
    (EVENT_PAGE, r"^Until (.*\. \d+ places? left\.)$", r"Registration closes \1", _BEFORE, "en"),
    (EVENT_PAGE, "ask the office of the event\\.$", "contact the organizers.", "the word of the glossary", "en"),
    (EVENT_PAGE, "^领域$", "行业与主题", "these are sectors and topics", "zh"),
    (EVENT_PAGE, "^Field$", "Sectors and topics", "these are sectors and topics", "en"),
    (EVENT_PAGE, "^Talent training$", "Workforce training", "the name of a topic", "en"),
    (EVENT_PAGE, "^To my calendar (?=Agenda)", "Add to calendar ", _LINK, "en"),
    (FRONT, r"(—\d\d:\d\d)(?= · 香港$)", r"\1 香港时间（UTC+8）", "a zone that is not home is named", "zh"),
    (FRONT, r"Beijing(?= time \(UTC\+8\) · Hong Kong$)", "Hong Kong", "the zone of the event is named", "en"),
    (OWN_PAGE, "^您的名额已确认。$", "报名成功，名额已确认。", _BEFORE, ""),
    (OWN_PAGE, "^已收到，会务组正在审核您的报名。$", "已收到，您的报名正在审核。", "as on the other pages", ""),
    (OWN_PAGE, "^您已到会，感谢参加。$", "您已到会，感谢您的参与。", "as on the other pages", ""),
    (OWN_PAGE, "^修改 取消报名$", "修改 由同事代为参会 取消报名", "a colleague may come instead", ""),
    (OWN_PAGE, "下载表格（CSV）", "下载（CSV）", "two forms of one copy", ""),
    (OWN_PAGE, "^您的个人日历订阅地址（\\.ics） · 如何订阅$", "订阅个人日历", _LINK, ""),
    (OWN_PAGE, "^本次活动及议程（\\.ics）$", "本次活动及议程", _LINK, ""),
    (OWN_PAGE, "^更换(日历|本页)地址$", r"更换\1链接", _LINK, ""),
    (
        OWN_PAGE,
        "^持有本页地址者即可修改您的报名。如地址外泄，请更换：旧地址和旧二维码随即失效。$",
        "持有本页链接者即可修改您的报名。如链接外泄，请更换：旧链接和旧二维码随即失效。",
        _LINK,
        "",
    ),
    (r"/registrations/\d+/withdraw$", "^取消报名 取消$", "取消报名 不取消，保留报名", "two buttons bore one word", ""),
    ("/settings/units/", "^已用$", "已占名额", _STAFF, ""),
    (
        "/registrations/",
        "^导出 XLSX 导出 CSV 签到(添加)?$",
        r"签到\n导出\n导出 XLSX 导出 CSV \n\1",
        "what ends in a file stands in a menu",
        "",
    ),
    ("/registrations/", r"^(\d+共 \d+ 个名额)$", r"\1，含工作人员", _STAFF, ""),
    (
        "/registrations/",
        r"^((?:.* · )?)已用名额 (\d+) 个，共 (\d+) 个(?= · )",
        r"\1名额 \3 个，已占 \2 个（含工作人员）",
        _STAFF,
        "",
    ),
    ("/settings/summary/", "^公开总结(?= · )", "总结与报告内容", "it holds parts of the printed summary too", ""),
    (
        "/settings/summary/",
        "^公开总结\n向公众公布的成果。$",
        "总结与报告内容\n对外公布的总结，以及打印版《活动总结》中由会务组撰写的部分。",
        "it holds parts of the printed summary too",
        "",
    ),
)
ADDED: tuple[tuple[str, str, str], ...] = (
    (EVENT_PAGE, "^(?:地址|路线|Street address|Directions)\n", "where the event is has labels"),
    (EVENT_PAGE, "^(?:已占名额含工作人员。|Places used include those held by staff.)\n", _STAFF),
    (EVENT_PAGE, rf"^(?:参会对象|Who may register)\n{_WHO}\n", _BEFORE),
    (
        EVENT_PAGE,
        "^(?:确认方式|Confirmation)\n(?:须经会务组审核，结果另行通知。|After review by the organizers; you .*)\n",
        _BEFORE,
    ),
    (
        FRONT,
        rf"(?:(?<=^报名中)|(?<=^Registration open))(?: 剩余 \d+ 个名额| \d+ places? left)? {_DEADLINE} {_WHO}(?: · (?:须审核|with review))?$",
        _BEFORE,
    ),
    (OWN_PAGE, "^时间\n", _FACTS),
    (OWN_PAGE, r"^地点\n(?:.+\n){1,4}联系人\n.+\n姓名\n.+\n.+\n", _FACTS),
    (OWN_PAGE, r"(?<=^我的报名\n).+\n(?=(?:报名成功|已收到|您已到会|.*候补|您的报名|未记录).*\n)", _FACTS),
    (OWN_PAGE, r"^填写内容仅暂存于本设备，提交后清除，最长保留三天。.*\n", _KEPT),
    ("^/(?:my|manage/events)/", "^已恢复您此前填写的内容。 放弃这些内容\n", _KEPT),
    ("^/manage/account$|^/sign-in/|^/reset/", "^通行密钥\n.*\n管理通行密钥\n", "accounts have passkeys"),
    ("/agenda/", "^(?:加入我的日历|To my calendar) .+\n", _ONE_MORE),
    ("/registrations/", "(?<=[到…])疑似重复(?=导入$)", "pairs that look alike are listed"),
    (r"/registrations/\d+/$", " 比对并合并$", "two registrations can be compared and merged"),
    (
        r"/data\.json$",
        r'(?<=\]),\n"merged_registrations": \[\]',
        "what merged registrations say is told to their person",
    ),
    ("/registrations/", "(?<=[到…])导入$", "a list can be imported"),
    ("/registrations/|/settings/units/", "^(?:已占名额含工作人员。|提示|分组名额)\n", _STAFF),
    (
        "/agenda/$",
        r"^名额 \d+ 个，已占 \d+ 个(?: · 候补 \d+ 人)?\n",
        "organizers see at each group how many have a place",
    ),
)


def in_any_order(path: str, lines: list[str]) -> tuple[list[str], set[object]]:
    """`lines` with each moved part sorted, and the rows that did so."""
    used: set[object] = set()
    for row in (row for row in MOVED if re.search(row.where, path)):
        text = "\n".join(lines)
        found = re.search(row.part, text)
        if found:
            used.add(row)
            part = sorted(line for line in found[0].split("\n") if line)
            rest = [*text[: found.start()].split("\n"), *part, *text[found.end() :].split("\n")]
            lines = [line for line in rest if line]
    return lines, used
