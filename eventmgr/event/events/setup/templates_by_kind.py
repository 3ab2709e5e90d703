"""What each kind of event begins with: an agenda skeleton, form fields, questions. Pure, plain data.

Sources: the documents and programmes that domain.md 2.1–2.8 describes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.event.events.models import EventKind


@dataclass(frozen=True)
class SkeletonItem:
    """A proposed item; several with the same start and length run side by side."""

    day: int
    """0 is the event's first day."""
    start: str
    """Wall clock of the event, `"08:30"`."""
    minutes: int
    kind: str
    """An `ItemKind` of the agenda, by value."""
    title: Mapping[str, str]

    def interval(self, first_day: date, zone: str) -> tuple[datetime, datetime]:
        """`[starts_at, ends_at)` in UTC, for an event whose first day (in `zone`) is `first_day`."""
        local = datetime.combine(first_day + timedelta(days=self.day), time.fromisoformat(self.start), ZoneInfo(zone))
        starts_at = local.astimezone(UTC)
        return starts_at, starts_at + timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class KindTemplate:
    """What a kind proposes. `arrival` is used where the event begins after noon and lasts longer than a day."""

    length_days: int
    begins: str
    ends: str
    days: tuple[tuple[SkeletonItem, ...], ...]
    summary: Mapping[str, str]
    """What such an event is, in a sentence: on the page where kinds are chosen, and as the summary until there is a
    better one."""
    arrival: tuple[SkeletonItem, ...] = ()
    needs_review: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[Mapping[str, Any], ...] = ()


def template_of(kind: EventKind) -> KindTemplate:
    """What that kind begins with."""
    return _TEMPLATES[kind]


def _day(*rows: tuple[str, int, str, str, str]) -> tuple[SkeletonItem, ...]:
    return tuple(
        SkeletonItem(0, start, minutes, kind, MappingProxyType({"zh": zh, "en": en}))
        for start, minutes, kind, zh, en in rows
    )


LISTING_SIDE, LISTING_TEXT = "listing_side", "listing_text"
"""Keys of the questions whose answers become the first listing of whoever registers."""
LISTING_TEXT_LABEL = "供给或需求简介"


def _question(
    kind: str,
    zh: str,
    en: str,
    *,
    required: bool = False,
    options: Iterable[tuple[str, str, str]] = (),
    key: str = "",
    hint: tuple[str, str] = ("", ""),
) -> Mapping[str, object]:
    choices = [{"value": value, "label": {"zh": label, "en": label_en}} for value, label, label_en in options]
    hints = {lang: text for lang, text in zip(("zh", "en"), hint, strict=True) if text}
    label = {"zh": zh, "en": en}
    return {"key": key, "kind": kind, "label": label, "help": hints, "required": required, "options": choices}


_ARRIVAL = _day(
    ("14:00", 420, "other", "报到", "Arrival and registration desk"),
    ("20:00", 60, "other", "领队、联络员会", "Meeting of heads of delegation and liaisons"),
)
_SEMINAR = KindTemplate(
    summary=MappingProxyType({"zh": "报告、省际交流、案例和分组讨论。", "en": "Reports, exchange between provinces, cases and parallel groups."}),
    length_days=2,
    begins="08:30",
    ends="17:00",
    arrival=_ARRIVAL,
    days=(
        _day(
            ("08:30", 20, "ceremony", "开幕、致辞", "Opening and welcome"),
            ("08:50", 50, "talk", "工作报告", "Report"),
            ("09:40", 20, "break", "茶歇、合影", "Break and group photo"),
            ("10:00", 100, "panel", "省际交流（一）", "Exchange between provinces I"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("14:00", 80, "talk", "典型案例介绍", "Cases"),
            ("15:20", 20, "break", "茶歇", "Break"),
            ("15:40", 110, "group", "分组讨论：第一组", "Discussion, group 1"),
            ("15:40", 110, "group", "分组讨论：第二组", "Discussion, group 2"),
            ("15:40", 110, "group", "分组讨论：第三组", "Discussion, group 3"),
            ("18:00", 60, "meal", "晚餐", "Dinner"),
        ),
        _day(
            ("08:30", 60, "panel", "省际交流（二）", "Exchange between provinces II"),
            ("09:30", 30, "talk", "分组汇报", "Group reports"),
            ("10:00", 20, "break", "茶歇", "Break"),
            ("10:20", 60, "talk", "政策解读与招商推介", "Policy briefing and investment promotion"),
            ("11:20", 30, "ceremony", "小结讲话", "Closing remarks"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("13:30", 210, "visit", "现场考察", "Site visit"),
        ),
    ),
    fields={"sector": "off", "title": "optional", "email": "optional", "role": "off", "gender": "optional",
            "lodging": "optional", "arrival": "optional", "departure": "optional", "diet": "optional", "group": "optional",
            "remarks": "off"},
)  # fmt: skip
_SECTOR_SEMINAR = KindTemplate(
    summary=MappingProxyType({"zh": "聚焦一个行业：形势、案例、讨论。", "en": "One sector: state of the industry, cases, discussion."}),
    length_days=1,
    begins="08:30",
    ends="17:30",
    arrival=_ARRIVAL,
    days=(
        _day(
            ("08:30", 20, "ceremony", "开幕、致辞", "Opening and welcome"),
            ("08:50", 60, "talk", "行业形势与技术路线报告", "State of the industry and technology roadmaps"),
            ("09:50", 20, "break", "茶歇、合影", "Break and group photo"),
            ("10:10", 100, "talk", "企业案例分享", "Company cases"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("13:30", 90, "group", "专题讨论：改造路径", "Discussion: paths to upgrading"),
            ("13:30", 90, "group", "专题讨论：供应链协同", "Discussion: supply chain collaboration"),
            ("15:00", 20, "break", "茶歇", "Break"),
            ("15:20", 80, "panel", "圆桌对话", "Round table"),
            ("16:40", 30, "ceremony", "小结讲话", "Closing remarks"),
        ),
        _day(
            ("09:00", 150, "visit", "示范工厂考察", "Visit to a demonstration plant"),
        ),
    ),
    fields={"sector": "required", "title": "required", "email": "optional", "role": "optional", "diet": "optional",
            "group": "optional", "remarks": "optional"},
    questions=(
        _question("long_text", "希望交流的问题", "What would you like to discuss?"),
    ),
)  # fmt: skip
_MATCHMAKING = KindTemplate(
    summary=MappingProxyType({"zh": "供需对接：上午推介，分时段洽谈。", "en": "Supply meets demand: presentations in the morning, meetings in time slots."}),
    length_days=2,
    begins="08:30",
    ends="12:00",
    arrival=_ARRIVAL,
    needs_review=True,
    days=(
        _day(
            ("08:30", 30, "ceremony", "开幕、致辞", "Opening and welcome"),
            ("09:00", 60, "talk", "供需清单发布", "Presentation of supply and demand"),
            ("10:00", 20, "break", "茶歇", "Break"),
            ("10:20", 90, "talk", "产业推介与项目路演", "Industry promotion and pitches"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("14:00", 200, "other", "一对一洽谈（一）", "One-to-one meetings I"),
            ("18:00", 90, "meal", "交流晚餐", "Dinner"),
        ),
        _day(
            ("08:30", 160, "other", "一对一洽谈（二）", "One-to-one meetings II"),
            ("11:20", 30, "ceremony", "签约与小结", "Signing and wrap-up"),
        ),
    ),
    fields={"sector": "required", "size": "optional", "title": "required", "email": "required", "role": "optional", "lodging": "optional",
            "remarks": "optional"},
    questions=(
        _question("choice", "参加身份", "You attend as", required=True, key=LISTING_SIDE,
                  options=(("supply", "供给方", "supplier"), ("demand", "需求方", "buyer"), ("both", "供需双方", "both"))),
        _question("long_text", LISTING_TEXT_LABEL, "Your supply or demand in a few words", key=LISTING_TEXT,
                  hint=("将作为贵单位的第一条供需信息，经会务组审核后发布；报名后可在本人页面修改或撤回。",
                        ("It becomes the first listing of your organization, published after the organizers have reviewed it. You can "
                         "change or withdraw it on your own page once you have registered."))),
    ),
)  # fmt: skip
_STUDY_VISIT = KindTemplate(
    summary=MappingProxyType({"zh": "代表团逐站考察企业和园区。", "en": "A delegation visits companies and industrial parks, stop by stop."}),
    length_days=3,
    begins="08:30",
    ends="17:00",
    arrival=_day(
        ("14:00", 300, "other", "报到", "Arrival"),
        ("19:30", 60, "other", "行前说明会", "Briefing"),
    ),
    needs_review=True,
    days=(
        _day(
            ("08:30", 30, "other", "集合、清点人数、出发", "Assembly, head count, departure"),
            ("09:30", 120, "visit", "第一站：企业考察", "Stop 1: visit to a plant"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("14:00", 120, "visit", "第二站：实验室考察", "Stop 2: visit to a laboratory"),
            ("16:30", 60, "panel", "座谈交流", "Discussion with the hosts"),
        ),
        _day(
            ("08:30", 30, "other", "集合、清点人数、出发", "Assembly, head count, departure"),
            ("09:30", 120, "visit", "第三站：车间考察", "Stop 3: visit to a workshop"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("14:00", 120, "visit", "第四站：平台企业考察", "Stop 4: visit to a platform company"),
        ),
        _day(
            ("08:30", 30, "other", "集合、清点人数、出发", "Assembly, head count, departure"),
            ("09:30", 120, "visit", "第五站：园区考察", "Stop 5: visit to a park"),
            ("12:00", 90, "meal", "午餐", "Lunch"),
            ("14:00", 90, "panel", "考察总结座谈", "Wrap-up: findings and practices to adopt"),
        ),
    ),
    fields={"sector": "optional", "title": "required", "email": "optional", "role": "optional", "gender": "required",
            "lodging": "required", "arrival": "optional", "departure": "optional", "diet": "optional",
            "remarks": "optional"},
    questions=(
        _question("yes_no", "是否需要接站", "Do you need to be picked up?"),
    ),
)  # fmt: skip
_TRAINING = KindTemplate(
    summary=MappingProxyType({"zh": "授课、练习与测试。", "en": "Lessons, practice and an examination."}),
    length_days=2,
    begins="09:00",
    ends="16:30",
    days=(
        _day(
            ("09:00", 30, "ceremony", "开班、课程说明", "Opening, overview of the course"),
            ("09:30", 120, "talk", "第一讲", "Lesson 1"),
            ("11:30", 120, "meal", "午餐、休息", "Lunch"),
            ("13:30", 90, "talk", "第二讲", "Lesson 2"),
            ("15:00", 15, "break", "课间休息", "Break"),
            ("15:15", 75, "group", "分组练习", "Group exercises"),
        ),
        _day(
            ("09:00", 150, "talk", "第三讲", "Lesson 3"),
            ("11:30", 120, "meal", "午餐、休息", "Lunch"),
            ("13:30", 60, "group", "案例研讨", "Case study"),
            ("14:30", 60, "other", "结业测试", "Final test"),
            ("15:30", 30, "ceremony", "结业、发证", "Closing, certificates"),
        ),
    ),
    fields={"sector": "optional", "title": "required", "email": "optional", "lodging": "optional", "diet": "optional",
            "remarks": "optional"},
    questions=(
        _question("choice", "从事相关工作的年限", "Years of work in the field",
                  options=(("0-2", "两年以内", "up to 2"), ("3-5", "三至五年", "3 to 5"), ("6+", "六年以上", "6 or more"))),
    ),
)  # fmt: skip
_EXPO = KindTemplate(
    summary=MappingProxyType({"zh": "展馆、开幕式、论坛、观众团组。", "en": "Exhibition halls, opening, forums, visitor groups."}),
    length_days=3,
    begins="09:00",
    ends="16:00",
    days=(
        _day(
            ("09:00", 60, "ceremony", "开幕式", "Opening"),
            ("10:00", 420, "visit", "展览开放", "Exhibition open"),
            ("10:30", 90, "talk", "主论坛", "Main forum"),
            ("14:00", 120, "talk", "新产品发布", "New products"),
        ),
        _day(
            ("09:00", 480, "visit", "展览开放", "Exhibition open"),
            ("09:30", 120, "talk", "专题论坛", "Sector forum"),
            ("14:00", 120, "other", "采购商对接", "Meeting of buyers and exhibitors"),
        ),
        _day(
            ("09:00", 360, "visit", "展览开放", "Exhibition open"),
            ("15:00", 30, "ceremony", "闭幕", "Closing"),
        ),
    ),
    fields={"sector": "optional", "size": "optional", "title": "optional", "email": "optional", "role": "optional",
            "remarks": "optional"},
    questions=(
        _question("choice", "参加方式", "You come as", required=True,
                  options=(("exhibitor", "参展商", "exhibitor"), ("buyer", "采购商", "buyer"),
                           ("visitor", "观众", "visitor"))),
    ),
)  # fmt: skip
_TEMPLATES = {
    EventKind.SEMINAR: _SEMINAR,
    EventKind.SECTOR_SEMINAR: _SECTOR_SEMINAR,
    EventKind.MATCHMAKING: _MATCHMAKING,
    EventKind.STUDY_VISIT: _STUDY_VISIT,
    EventKind.TRAINING: _TRAINING,
    EventKind.EXPO: _EXPO,
}
