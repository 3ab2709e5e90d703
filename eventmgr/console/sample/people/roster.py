"""The people of the sample: who they are and which events they come to, 299 in all.

288 come to the three big events (370 places: 124 + 210 + 36), six replace somebody, five turn up at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from eventmgr.console.sample.people import names
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.tools.taxonomy import get_unit, name_key

SEED = 20250811
SEMINAR, MATCHMAKING, VISIT = "shanghai-seminar", "wuhan-matchmaking", "delta-study-visit"
TRAINING, ARCHIVED = "workshop-training", "software-seminar"
EDITION = "changsha-matchmaking"
"""The matchmaking of the year before, which has led to something by now."""

EAST = ("310000", "320000", "330000", "350000", "370000")
CENTRAL_SOUTH = ("340000", "360000", "410000", "420000", "430000", "440000", "450000", "460000")
CITIES = ("330200", "350200", "440300")
QUOTAS = {"310000": 12, **dict.fromkeys((*EAST[1:], *CENTRAL_SOUTH), 6), **dict.fromkeys(CITIES, 3)}
"""Invited units of the Shanghai seminar; 93 places."""
OVER_QUOTA = {"310000": 12, "440000": 6}
"""Company people of the two units that send three more than their quota; the others send two and one of an
institute."""
WITHOUT_LIST = "460000"
EAST_SIDE = ("110000", "120000", "130000", *EAST, "330200", "350200", "370200")
CENTRAL_SOUTH_SIDE = (*CENTRAL_SOUTH, "440300")
PARKS = ("310000", "320000", "330000", "370000", "340000", "360000", "410000", "420000")
"""Where the parks that present themselves at the matchmaking lie."""
VISITING = (
    "310000",
    "320000",
    "330000",
    "340000",
    "360000",
    "420000",
    "430000",
    "440000",
    "370000",
    "410000",
    "350000",
    "440300",
)

_OFFICIALS = (("处长", Role.LEADER), ("四级调研员", Role.CONTACT), ("副处长", Role.DELEGATE))
_COMPANY_TITLES = (
    "总经理",
    "副总经理",
    "总工程师",
    "信息化总监",
    "生产总监",
    "智能制造部部长",
    "技术中心主任",
    "数字化经理",
)
_MALE = 0.68
_HEAD_OFFICE = "制造业信息化科技工程办公室（样例）"


@dataclass(frozen=True)
class Human:
    """One invented person. `unit` is empty for guests who belong to no delegation."""

    number: int
    name: str
    sex: str
    group: str
    """office, official, company, institute, expert, park, media, staff."""
    organization: str
    title: str
    role: Role
    unit: str
    province: str
    sector: str
    typed_name: str = ""
    """How the name was typed, where that differs from how it is kept."""
    has_email: bool = True

    @property
    def mobile(self) -> str:
        """In a range that no operator uses."""
        return f"1540000{self.number:04d}"

    @property
    def email(self) -> str:
        """At example.com (RFC 2606); empty: none."""
        if not self.has_email:
            return ""
        letters = "".join(char for char in name_key(self.name) if char.isascii() and char.isalnum())[:20] or "person"
        return f"{letters}.{self.number}@example.com"


@dataclass
class Roster:
    """Everybody, and who comes to which event, in the order in which they registered."""

    people: list[Human] = field(default_factory=list)
    coming: dict[str, list[Human]] = field(default_factory=dict)
    substitutes: dict[str, list[tuple[Human, Human]]] = field(default_factory=dict)
    """Event → (who withdrew, who comes instead)."""
    walk_ins: dict[str, list[Human]] = field(default_factory=dict)

    def of(self, slug: str, group: str, *units: str) -> list[Human]:
        """Those of a group at an event, only from `units` where given."""
        return [human for human in self.coming[slug] if human.group == group and (not units or human.unit in units)]


class _Inventor:
    """Adds people to a roster, one after the other, each with a number of their own."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"{seed}/people")
        self.roster = Roster()
        self._names = names.people(Random(f"{seed}/names"))
        self._brands: Iterator[tuple[str, str]] = names.companies(self.rng)
        self._companies: set[str] = set()

    def add(
        self, group: str, organization: str, title: str, role: Role, unit: str, province: str, sector: str
    ) -> Human:
        """Make up one more person of the roster."""
        sex = "male" if self.rng.random() < _MALE else "female"
        human = Human(
            len(self.roster.people), next(self._names), sex, group, organization, title, role, unit, province, sector
        )
        self.roster.people.append(human)
        return human

    def officials(self, unit: str, n: int, *, start: int = 0) -> list[Human]:
        """Officials of a unit: its leader first, then its contact."""
        posts = [_OFFICIALS[(start + index) % len(_OFFICIALS)] for index in range(n)]
        where = get_unit(unit).province_code
        return [
            self.add("official", names.office(unit, int(unit[:2])), title, role, unit, where, "S")
            for title, role in posts
        ]

    def companies(self, unit: str, n: int) -> list[Human]:
        """One person each of `n` companies of a unit."""
        people = []
        for _ in range(n):
            brand, form = next(self._brands)
            sector = names.sector_of_company(self.rng)
            organization = names.unlike(names.company(self.rng, brand, form, unit, sector), form, self._companies)
            self._companies.add(organization)
            title = self.rng.choice(_COMPANY_TITLES)
            where = get_unit(unit).province_code
            people.append(self.add("company", organization, title, Role.COMPANY, unit, where, sector))
        return people

    def colleague(self, other: Human) -> Human:
        """A second person of somebody's organization."""
        title = self.rng.choice(_COMPANY_TITLES) if other.group == "company" else other.title
        role = other.role
        return self.add(other.group, other.organization, title, role, other.unit, other.province, other.sector)

    def institute(self, unit: str, number: int) -> Human:
        """Somebody of a research institute of a unit."""
        kind = ("智能制造研究院", "工业大学", "机械工程学会", "工业互联网研究中心")[number % 4]
        organization = f"{get_unit(unit).short('zh')}样例{kind}"
        where = get_unit(unit).province_code
        return self.add("institute", organization, "研究员", Role.DELEGATE, unit, where, "M")

    def guests(self, group: str, n: int) -> list[Human]:
        """People who belong to no delegation."""
        organization, title, role, province, sector = _GUESTS[group]
        return [self.add(group, organization, title, role, "", province, sector) for _ in range(n)]

    def experts(self, n: int) -> list[Human]:
        """Make up `n` experts: professors and chief engineers."""
        places = ("310000", "110000", "420000", "440000")
        return [
            self.add(
                "expert",
                f"{get_unit(places[i % 4]).short('zh')}样例智能制造专家委员会",
                ("教授", "总工程师", "首席科学家")[i % 3],
                Role.SPEAKER if i % 2 == 0 else Role.EXPERT,
                "",
                places[i % 4],
                "M",
            )
            for i in range(n)
        ]

    def park(self, unit: str, number: int) -> Human:
        """Make up a person who promotes an industrial park."""
        name = f"{get_unit(unit).short('zh')}样例{('智能制造产业园', '高新技术产业园', '经济开发区')[number % 3]}管委会"
        where = get_unit(unit).province_code
        return self.add("park", name, "招商局副局长", Role.DELEGATE, unit, where, "L")


_GUESTS = {
    "office": (_HEAD_OFFICE, "处长", Role.STAFF, "110000", "S"),
    "media": ("样例装备制造报社", "记者", Role.MEDIA, "310000", "R"),
    "staff": ("上海样例会展服务有限公司", "会务", Role.STAFF, "310000", "L"),
}


def invent(seed: int) -> Roster:
    """Everybody; the same seed gives the same people."""
    inventor = _Inventor(seed)
    roster = inventor.roster
    roster.coming[SEMINAR] = _seminar(inventor)
    roster.coming[MATCHMAKING] = _matchmaking(inventor)
    roster.coming[VISIT] = _visit(inventor)
    for slug, replaced in ((SEMINAR, _replaced(roster, SEMINAR, 4)), (VISIT, _replaced(roster, VISIT, 2))):
        roster.substitutes[slug] = [(human, inventor.colleague(human)) for human in replaced]
    _past(inventor)
    for slug, n in ((VISIT, 1), (TRAINING, 2), (ARCHIVED, 2)):
        roster.walk_ins[slug] = [human for index in range(n) for human in inventor.companies(EAST[index], 1)]
    return roster


def _seminar(inventor: _Inventor) -> list[Human]:
    people = inventor.guests("office", 6)
    number = 0
    for unit in (unit for unit in QUOTAS if unit != WITHOUT_LIST):
        people += inventor.officials(unit, 3)
        if unit in OVER_QUOTA:
            people += inventor.companies(unit, OVER_QUOTA[unit])
        elif unit not in CITIES:
            people += [*inventor.companies(unit, 2), inventor.institute(unit, number)]
            number += 1
    return [*people, *inventor.experts(12), *inventor.guests("media", 3), *inventor.guests("staff", 10)]


def _matchmaking(inventor: _Inventor) -> list[Human]:
    """58 of the seminar's people, then 152 new ones."""
    roster = inventor.roster
    old = [*roster.of(SEMINAR, "office")[:4], *roster.of(SEMINAR, "official")[1:42:3]]
    for home in (EAST, CENTRAL_SOUTH):
        old += roster.of(SEMINAR, "company", *home)[:15]
    old += [*roster.of(SEMINAR, "institute")[:4], *roster.of(SEMINAR, "expert")[:4], *roster.of(SEMINAR, "media")[:2]]
    new: list[Human] = []
    for index, unit in enumerate(
        (
            *EAST_SIDE[:3],
            "370200",
            *CENTRAL_SOUTH,
        )
    ):
        new += inventor.officials(unit, 1, start=index)
    sides: tuple[tuple[str, ...], ...] = (EAST_SIDE, CENTRAL_SOUTH_SIDE)
    for side in sides:
        firms = [human for index in range(54) for human in inventor.companies(side[index % len(side)], 1)]
        new += [*firms, *(inventor.colleague(human) for human in firms[:6])]
    new += [inventor.institute(unit, index) for index, unit in enumerate((*EAST_SIDE[:4], *CENTRAL_SOUTH[:4]))]
    new += [*inventor.experts(2), *(inventor.park(unit, index) for index, unit in enumerate(PARKS))]
    return [*old, *new, *inventor.guests("staff", 2)]


def _visit(inventor: _Inventor) -> list[Human]:
    """24 of the earlier people, then twelve new ones, from twelve units."""
    roster = inventor.roster
    old = roster.of(SEMINAR, "office")[:2]
    old += [roster.of(SEMINAR, "official", unit)[0] for unit in VISITING]
    old += [roster.of(SEMINAR, "company", unit)[0] for unit in VISITING[1:8]]
    old += [*roster.of(SEMINAR, "institute")[:2], roster.of(SEMINAR, "expert")[0]]
    new = [*inventor.officials("310000", 1, start=2), *inventor.officials("320000", 1, start=2)]
    new += [human for unit in VISITING[4:11] for human in inventor.companies(unit, 1)]
    return [*old, *new, inventor.institute("330000", 1), inventor.park("330000", 0), *inventor.guests("staff", 1)]


def _replaced(roster: Roster, slug: str, n: int) -> list[Human]:
    return roster.of(slug, "company")[-n:]


def _past(inventor: _Inventor) -> None:
    """Three earlier events had people of the later ones."""
    roster = inventor.roster
    roster.coming[TRAINING] = roster.of(MATCHMAKING, "company")[30:62] + roster.of(SEMINAR, "institute")[:6]
    companies = roster.of(MATCHMAKING, "company")
    firsts = {human.organization: human for human in reversed(companies)}.values()
    roster.coming[EDITION] = [*roster.of(MATCHMAKING, "official")[:12], *firsts]
    roster.coming[ARCHIVED] = roster.of(SEMINAR, "official")[:24] + roster.of(MATCHMAKING, "company")[80:104]
