"""Contents of documents as plain values, and how a printed one is read back."""

from __future__ import annotations

import io
import re
from typing import Any

from pypdf import PdfReader

from eventmgr.output.papers.contents import (
    ActionItem,
    Agenda,
    Attendee,
    Counts,
    Day,
    Delegation,
    Item,
    Roster,
    Speaker,
    Summary,
)
from eventmgr.tools.charts import HeatMatrix, StackedBars, Tile, TileGrid, Timeline
from eventmgr.tools.taxonomy import provinces
from eventmgr.tools.typesetting.occasion import Occasion

RARE = ("张𬱖", "䶮一", "王𫖯", "李㛃", "𠅤明", "阿依努尔·买买提")
"""Names whose characters lie outside the common sets; domain.md section 4."""
MARKUP = 'A & B <b> <img src="/etc/hostname"> </para> &lt; %(x)s'


def make_occasion(**changes: Any) -> Occasion:
    values: dict[str, Any] = {
        "title": "东部和中南部部分省市智能制造深化推进研讨会（样例）",
        "kind": "研讨会",
        "span": "2026年5月12日（周二）14:00 — 14日（周四）17:00",
        "place": "上海 样例国际会议中心",
        "author": "制造业信息化科技工程办公室（样例）",
        "hosts": (("主办单位", "制造业信息化科技工程办公室（样例）"), ("承办单位", "上海市样例委员会、样例研究院")),
    }
    return Occasion(**values | changes)


def make_item(number: int, **changes: Any) -> Item:
    values: dict[str, Any] = {
        "time": f"{8 + number // 4 % 10:02d}:{number % 4 * 15:02d}–{8 + number // 4 % 10:02d}:{number % 4 * 15 + 15:02d}",
        "title": f"智能制造装备与工业软件协同推进的经验与做法（{number}）",
        "place": "一号会议厅",
        "track": "争高端",
        "speakers": (
            Speaker("", "张三", "上海样例机床有限公司 总工程师"),
            Speaker("主持人", "欧阳明", "样例研究院 院长"),
        ),
    }
    return Item(**values | changes)


def make_agenda(items: int = 6, **changes: Any) -> Agenda:
    lines = [make_item(number) for number in range(items)]
    lines.insert(2, Item("09:40–10:00", "茶歇、合影", quiet=True))
    groups = tuple(
        Item("", f"{name}组", f"{i}号会议室", speakers=(Speaker("召集人", "王五", "样例协会 秘书长"),))
        for i, name in enumerate(("汽车", "电子信息", "化工"), start=1)
    )
    lines.append(Item("15:40–17:30", "分组讨论", parts=groups))
    lines.append(Item("19:00–20:30", "", parts=groups[:2]))
    half = len(lines) // 2
    days = (Day("2026年5月13日（周三）", tuple(lines[:half])), Day("2026年5月14日（周四）", tuple(lines[half:])))
    return Agenda(**{"occasion": make_occasion(), "days": days} | changes)


def make_roster(*names: str, **changes: Any) -> Roster:
    people = [Attendee(name, "样例精密机床有限公司", "副总经理", "代表") for name in names or ("张三", "欧阳明", *RARE)]
    delegations = (
        Delegation("上海市", tuple(people)),
        Delegation(
            "广东省",
            (Attendee("陈一鸣", "广东样例家电集团股份有限公司智能制造研究院", "总经理助理兼信息中心主任", "领队"),),
        ),
    )
    return Roster(**{"occasion": make_occasion(), "delegations": delegations, "provinces": 2} | changes)


def make_summary(**changes: Any) -> Summary:
    counts = {"310000": 12, "320000": 7, "330000": 6, "340000": 5, "440000": 6, "420000": 6, "370000": 4}
    named = [(one, counts.get(one.code, 0)) for one in provinces()]
    sectors = ("汽车", "电子信息", "装备制造", "化工", "家电", "建材", "软件")
    rows = tuple(one.short_zh for one, count in named if count)
    values: dict[str, Any] = {
        "occasion": make_occasion(),
        "facts": (("类型", "研讨会"), ("时间", "2026年5月12日（周二）14:00 — 14日（周四）17:00"), ("名额", "130")),
        "overview": "围绕争高端、促转型、强基础三条主线，交流各地推进智能制造的做法。",
        "totals": Counts(52, 46, 41, "89.1%"),
        "provinces": len(rows),
        "delegations": len(rows),
        "units": StackedBars(
            tuple((one.short_zh, (count + 1, count, count - 1)) for one, count in named if count),
            "单位",
            ("报名", "确认", "到会"),
        ),
        "quotas": tuple(count for _one, count in named if count),
        "used": tuple(count for _one, count in named if count),
        "tiles": TileGrid(tuple(Tile(o.code, o.name_zh, o.short_zh, n) for o, n in named), "省（区、市）", "人数"),
        "sectors": HeatMatrix(
            rows,
            sectors,
            tuple(tuple((i * j + i) % 4 for j in range(7)) for i in range(len(rows))),
            "省（区、市）",
            "合计",
        ),
        "days": Timeline(
            tuple(f"4月{day}日" for day in range(1, 31)),
            tuple(day * 7 % 5 for day in range(30)),
            "日期",
            "新增",
            "累计",
        ),
        "agenda": make_agenda().days,
        "action_items": (
            ActionItem("建立东部—中南部智能制造对接机制，每季度交流一次。", "样例办公室", "2026年9月30日", "进行中"),
            ActionItem("汇编各省典型案例并在平台公开。", "样例研究院", "2026年12月31日", "已完成"),
        ),
        "made": "数据截至2026年5月15日（周五）09:00，由王明同时生成。",
        "parts": (("主要做法", "现场先行。\n座谈随后。"), ("存在问题", "场地偏小。")),
        "staff": 9,
        "says": dict.fromkeys(("units", "provinces", "sectors", "days"), "应到人员，不含工作人员。"),
    }
    return Summary(**values | changes)


def read_pdf(content: bytes) -> PdfReader:
    """The document as an independent reader sees it."""
    return PdfReader(io.BytesIO(content))


def printed(content: bytes) -> list[tuple[float, float, str]]:
    """(size in points, height above the foot of its page plus 1000 for each page, text) of all pieces of text."""
    pieces: list[tuple[float, float, str]] = []
    for number, page in enumerate(read_pdf(content).pages):

        def see(text: str, cm: list[float], tm: list[float], _font: Any, size: float, at: int = number) -> None:
            if text.strip():
                scale = abs((tm[0] * cm[0] + tm[1] * cm[2]) or (tm[0] * cm[1] + tm[1] * cm[3]))
                pieces.append((size * scale, at * 1000 + tm[4] * cm[1] + tm[5] * cm[3] + cm[5], text.strip()))

        page.extract_text(visitor_text=see)
    return pieces


def text_of(content: bytes) -> str:
    """All its text."""
    return "\n".join(page.extract_text() for page in read_pdf(content).pages)


def lines_of(content: bytes) -> list[str]:
    """The lines of all its text, without blanks at their ends."""
    return [line.strip() for line in text_of(content).split("\n")]


def words_of(content: bytes) -> list[str]:
    """What stands between blanks and line ends; a full-width blank is part of a name."""
    return [word for word in re.split("[ \n]+", text_of(content)) if word]


def outline_of(content: bytes) -> list[Any]:
    """Titles of the bookmarks; deeper ones as a list after their parent."""

    def titles(entries: list[Any]) -> list[Any]:
        return [titles(one) if isinstance(one, list) else one.title for one in entries]

    return titles(read_pdf(content).outline)
