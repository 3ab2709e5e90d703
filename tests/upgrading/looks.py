"""Rows about how pages read since every one of them was looked at; see `wanted.Reworded` and `wanted.Added`."""

from __future__ import annotations

_SPEAKERS = "a colon stands behind a role, and in English the position before the organization"
_ACTS = "what was done with an event is said in a sentence"
_UNITS = "numbers have a unit"
_ROBOTS = "59e68624c2c521ded35c41978fdf8474761c66434e90581cd023b273990f9c62"
"""Digest of what robots are told."""
_STATES = "states begin with a capital"
_AGENDA = r"^/(manage/)?events/[^/]+/(agenda/|preview/)?(\?.*)?$"
_OTHER_LINES = r"(?s)\n.*\Z"
_AGENDA_PAPER = r"/agenda\.pdf"
_ROLES = "主持人|召集人|记录人|对话嘉宾|讲解员|Chair|Convener|Recorder|Panelist|Guide"
_TITLES = (
    "(?:Deputy )?(?:General Manager|Director(?: of Investment Promotion)?)|Chief Engineer|Chief Scientist|Professor|Researcher"
    "|Head of Intelligent Manufacturing"
)

REWORDED: tuple[tuple[str, str, str, str, str], ...] = (
    ("/(history|handover)/", r"活动：(发布|归档)(?:活动)?$", r"活动\1", _ACTS, "zh"),
    ("/(register|my)/", r"^\*\*(.+?：)\*\*", r"\1", "emphasis that ends in a full-width colon is drawn", "zh"),
    (_AGENDA_PAPER, _OTHER_LINES, "", _SPEAKERS, ""),
    (_AGENDA, rf"^({_ROLES}) (?=[一-龥㐀-䶿])", r"\1：", _SPEAKERS, "zh"),
    (_AGENDA, rf"^({_ROLES}) (?=[A-Z])", r"\1: ", _SPEAKERS, "en"),
    (_AGENDA, rf"^((?:\w+: )?[A-Z][a-z]+ [A-Z][a-z]+) (.+?) ({_TITLES})$", r"\1, \3, \2", _SPEAKERS, "en"),
    (r"^/events/[^/]+/$|/preview/$", r"^((?:报名|名额|目前).* \d+ / \d+)$", r"\1 个名额", _UNITS, "zh"),
    (r"^/events/[^/]+/$", r"^((?:Registration|All).* \d+ / \d+)$", r"\1 places", _UNITS, "en"),
    ("/retention/", "^现存$", "现存（条）", _UNITS, ""),
    (r"^/(past/)?(\?.*)?$", "^registration (open|closed)", r"Registration \1", _STATES, "en"),
    (r"^/(past/)?(\?.*)?$", "^over$", "Over", _STATES, "en"),
    (r"^/(past/)?(\?.*)?$", "^cancelled$", "Cancelled", _STATES, "en"),
    (r"^/(past/)?(\?.*)?$", "^postponed$", "Postponed", _STATES, "en"),
    ("", "· 上海 (?=上海—)", "· ", "a place whose name begins with the province does not say it twice", "zh"),
    ("", "(?<=, Hangzhou), Shanghai$", "", "a place whose name begins with the province does not say it twice", "en"),
    (
        "^/robots",
        "^text/plain fd267b02.*$",
        f"text/plain {_ROBOTS}",
        "invitations, unsubscribing, lists for recipients, pages of liaisons, companies, meetings, deals, check-in devices and questionnaires are private addresses",
        "",
    ),
    ("/my/", "^下载 JSON", "下载（JSON）", "two buttons of one kind are written alike", ""),
)
ADDED: tuple[tuple[str, str, str], ...] = (
    (_AGENDA_PAPER, _OTHER_LINES, _SPEAKERS),
    ("/registrations/", "^搜索与筛选\n", "on phones the filters of the list are folded"),
    ("/registrations/", " 管理列方案…$", "columns that are needed together are saved"),
    ("/manage/events/[^/]+/agenda/$", "^(?:学时)?导出 XLSX(?: 导入)?\n", "the agenda is exported and imported"),
    ("/manage/letters/$", "^全部邮件文本\n", "the texts of e-mails can be changed"),
    (
        "/reports/$",
        r"^(?:供给清单|需求清单|List of (?:supply|demand))\n.*\n\(.*(?:清单|List of (?:supply|demand))\).*(?:\n|$)",
        "supply and demand are printed as lists",
    ),
    (
        "^/",
        r"(?<=活动|签到) 供需信息(?= 日历订阅$| 邮件 )|(?:(?<=Events)|(?<=Check-in)) Supply and demand(?= Subscribe$| E-mails )",
        "menus lead to supply and demand",
    ),
)
