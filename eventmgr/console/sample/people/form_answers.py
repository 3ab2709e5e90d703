"""What the sample's people typed into their registration forms: lodging, trains, diets, remarks; and the same person
twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.people.planned_registration import PlannedRegistration, Step
from eventmgr.console.sample.people.roster import MATCHMAKING, SEMINAR, VISIT
from eventmgr.event.quotas.models import Status

DIETS = ("halal", "halal", "halal", "vegetarian", "vegetarian", "allergy")
TRAINS = (
    ("14:05", "G7012"),
    ("14:09", "G1372"),
    ("14:14", "G7530"),
    ("14:18", "G1507"),
    ("14:22", "G364"),
    ("14:27", "G7385"),
    ("14:33", "D2206"),
)
"""Seven trains reach 上海虹桥站 within half an hour."""
_AFTER_THE_DEADLINE = -76
LATE_CHANGES, DELETION_REQUESTS, WITHDRAWN_CONSENTS = 12, 3, 2
_TRADITIONAL = str.maketrans(
    "张陈杨赵吴刘黄孙马罗许邓萧苏吕谭陆韦贾邹阎钟卢韩冯谢叶蒋龙伟丽杰刚东红华国兰胜兴艳涛强军鹏辉飞远云静铭颖凯阳诺轩晓泽鹤乐宁蓝",
    "張陳楊趙吳劉黃孫馬羅許鄧蕭蘇呂譚陸韋賈鄒閻鐘盧韓馮謝葉蔣龍偉麗傑剛東紅華國蘭勝興艷濤強軍鵬輝飛遠雲靜銘穎凱陽諾軒曉澤鶴樂寧藍",
)


def as_typed(mobile: str, variant: int) -> str:
    """A number as people write it: with +86, with blanks, in full-width digits, with hyphens."""
    forms: tuple[Callable[[str], str], ...] = (
        lambda number: f"+86 {number}",
        lambda number: f"{number[:3]} {number[3:7]} {number[7:]}",
        lambda number: "".join(chr(ord(digit) + 0xFEE0) for digit in number),
        lambda number: f"0086-{number[:3]}-{number[3:7]}-{number[7:]}",
    )
    return forms[variant % len(forms)](mobile)


def disguise(planned: PlannedRegistration, number: int) -> None:
    """Let `planned` say who it is otherwise than the first registration of the same person did."""
    traditional = planned.name.translate(_TRADITIONAL)
    if number % 2 and traditional != planned.name:
        planned.name = planned.typed["name"] = traditional
    else:
        planned.mobile = f"1540000{300 + planned.human.number % 100:04d}"
        planned.typed["mobile"] = as_typed(planned.mobile, number)
    for ending, other in (("有限责任公司", "有限公司"), ("股份有限公司", "有限公司"), ("有限公司", "有限责任公司")):
        if planned.organization.endswith(ending):
            planned.organization = planned.organization.removesuffix(ending) + other
            break


def fill(all_planned: list[PlannedRegistration], slug: str, rng: Random, dates: Dates) -> None:
    """Complete the registration forms of one event."""
    live = [planned for planned in all_planned if planned.status not in (Status.WITHDRAWN, Status.REJECTED)]
    if slug == SEMINAR:
        _rooms(live, rng)
        _trains(live, rng, dates)
        _diets(live)
        _remarks(live, rng)
    elif slug == MATCHMAKING:
        for planned in all_planned:
            planned.answers["q_side"] = rng.choices(("supply", "demand", "both"), (3, 3, 2))[0]
    elif slug == VISIT:
        _rooms(live, rng)
        _late_changes(live, dates)
        _requests(live)


def _rooms(all_planned: list[PlannedRegistration], rng: Random) -> None:
    """Rooms for those from elsewhere; an odd number of men and of women wish to share."""
    for planned in all_planned:
        away = planned.human.province != "310000"
        planned.answers["gender"] = planned.human.sex
        planned.answers["lodging"] = rng.choice(("single", "shared")) if away else "none"
    for sex in ("male", "female"):
        sharing = [
            planned for planned in all_planned if planned.human.sex == sex and planned.answers["lodging"] == "shared"
        ]
        if len(sharing) % 2 == 0 and sharing:
            sharing[-1].answers["lodging"] = "single"


def _trains(all_planned: list[PlannedRegistration], rng: Random, dates: Dates) -> None:
    """Seven arrive at one station within half an hour, the others when they like."""
    away = [planned for planned in all_planned if planned.answers["lodging"] != "none"]
    day = dates.day(-1)
    for planned, (clock, train) in zip(away, TRAINS, strict=False):
        planned.answers["arrival"] = f"{day.month}月{day.day}日{clock} {train} 上海虹桥站 需接站"
    for planned in away[len(TRAINS) : len(TRAINS) + 40]:
        clock = f"{rng.randrange(15, 21)}:{rng.randrange(0, 60, 5):02d}"
        station = rng.choice(("虹桥机场", "浦东机场", "上海站"))
        planned.answers["arrival"] = f"{day.month}月{day.day}日{clock} {station}"


def _diets(all_planned: list[PlannedRegistration]) -> None:
    companies = [planned for planned in all_planned if planned.human.group == "company" and planned.twin is None]
    for planned, diet in zip(companies[3::4], DIETS, strict=False):
        planned.answers["diet"] = diet
        if diet == "allergy":
            planned.answers["diet_note"] = "花生过敏"


def _remarks(all_planned: list[PlannedRegistration], rng: Random) -> None:
    """Discussion groups; names that may be published, of which two were taken back."""
    for planned in all_planned:
        if planned.human.group in ("company", "institute"):
            planned.group = {"C36": 0, "C39": 1, "C26": 2, "C29": 2}.get(planned.human.sector, rng.randrange(3))
        planned.publishes_name = planned.human.group != "staff" and rng.random() < 0.5
    published = [planned for planned in all_planned if planned.publishes_name and planned.human.group == "company"]
    for planned in published[:WITHDRAWN_CONSENTS]:
        planned.consent_withdrawn_at = planned.created_at + timedelta(hours=5)


def _late_changes(all_planned: list[PlannedRegistration], dates: Dates) -> None:
    """Twelve people changed their arrival after the deadline."""
    for index, planned in enumerate(all_planned[:LATE_CHANGES]):
        at = dates.at(_AFTER_THE_DEADLINE + index % 4, f"16:{10 + index}")
        planned.answers["arrival"] = "乘高铁抵达，不需接站"
        planned.steps.insert(0, Step("changed_late", None, at, changes={"answers.arrival": ["", "…"]}, by_person=True))


def _requests(all_planned: list[PlannedRegistration]) -> None:
    for planned in all_planned[20 : 20 + DELETION_REQUESTS]:
        planned.office_note = "本人来电要求活动结束后删除个人信息，已登记。"
