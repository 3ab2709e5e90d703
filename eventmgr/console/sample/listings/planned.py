"""E2's profiles and listings as plain values: 74 entries written by hand for the matcher's tests, and 56 more of other
kinds, spread over the bodies that come; the same for the same seed. No database."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

from eventmgr.console.sample.meeting_requests import Body, requests
from eventmgr.console.sample.people.roster import EAST_SIDE, MATCHMAKING, invent
from eventmgr.engines.matching.reading import read_listings
from eventmgr.matchmaking.listings.content.details import DETAILS, Answer
from eventmgr.matchmaking.listings.content.drafts import ListingDraft, ProfileFacts
from eventmgr.matchmaking.listings.models import ListingKind, ListingSource, ListingState, ShownTo, Side
from eventmgr.tools.taxonomy import get_sector
from eventmgr.tools.taxonomy.sizes import SizeClass

SUBMITTED, DECLINED, WITHDRAWN, DRAFTS = 11, 3, 3, 2
"""So many listings await review, were declined or withdrawn, are drafts."""
REASONS = (
    "请补充技术指标和数量。",
    "与本活动主题无关，建议参加下一场专题对接。",
    "联系方式请勿写入内容，请修改后重新提交。",
)
_KIND_OF_TOPIC = {
    "fund": ListingKind.FUND,
    "policy": ListingKind.SUBSIDY,
    "park": ListingKind.PARK,
    "training": ListingKind.TRAINING,
    "rnd": ListingKind.RND,
    "service": ListingKind.SERVICE,
    "public_service": ListingKind.SERVICE,
    "expo": ListingKind.SERVICE,
    "security": ListingKind.SERVICE,
    "i2m": ListingKind.SERVICE,
    "platform": ListingKind.PLATFORM,
}
_GIVEN_BY = {ListingKind.PARK: "park", ListingKind.SUBSIDY: "official"}
"""Kind of offers that no company makes → group of the people whose organizations make them."""
_STAGES = ("upstream", "midstream", "downstream")
_TAGS = ("两化融合贯标", "智能工厂", "专精特新", "绿色工厂", "高新技术企业", "数字化车间")
_EMPLOYEES = {
    SizeClass.LARGE: (1200, 1800, 2300, 3600, 5200),
    SizeClass.MEDIUM: (320, 480, 560, 700, 900),
    SizeClass.SMALL: (45, 80, 120, 180, 260),
}
"""As the statistics of industry divide them: fewer than 300 are small, from 1,000 on large."""
_LEADING = 0.2
_SILENT = 0.12
"""Share of the bodies that have said nothing of themselves yet."""


@dataclass(frozen=True)
class PlannedListing:
    """A listing of a body (its place in the list), and how far it is."""

    body: int
    draft: ListingDraft
    state: ListingState
    source: ListingSource
    reason: str = ""


@dataclass(frozen=True)
class PlannedProfile:
    """What a body says of itself; None: nothing yet."""

    facts: ProfileFacts | None
    is_reviewed: bool


@dataclass(frozen=True)
class Offers:
    """Everything that the matchmaking's bodies offer and seek."""

    bodies: tuple[Body, ...]
    profiles: tuple[PlannedProfile, ...]
    listings: tuple[PlannedListing, ...]


@dataclass
class _Spread:
    """Gives each entry to a body of its side of the country, one of its province and sector where there is one with
    little."""

    bodies: tuple[Body, ...]
    rng: Random
    givers: dict[ListingKind, range]
    """Places of those who alone offer a kind, behind the companies and institutes."""
    companies: range
    held: dict[int, int] = field(default_factory=dict)

    def take(self, kind: ListingKind, *, offers: bool, side: str, province: str, sector: str) -> int:
        def fit(number: int) -> tuple[int, float]:
            body = self.bodies[number]
            misses = 2 * (body.province != province and bool(province)) + (body.sector != sector)
            return misses + 3 * self.held.get(number, 0), self.rng.random()

        givers = self.givers.get(kind) if offers else None
        circle = givers or [number for number in self.companies if self.bodies[number].side == side or not side]
        chosen = min(circle, key=fit)
        self.held[chosen] = self.held.get(chosen, 0) + 1
        return chosen


def plan_offers(seed: int) -> Offers:
    """The profiles and listings of the sample with this seed; the same every time."""
    asked = requests(seed)
    rng = Random(f"{seed}/listings")
    bodies, givers = asked.bodies, dict[ListingKind, range]()
    for kind, group in _GIVEN_BY.items():
        new = _organizations(seed, group)
        givers[kind] = range(len(bodies), len(bodies) + len(new))
        bodies += new
    spread = _Spread(bodies, rng, givers, range(len(asked.bodies)))
    drafts = [*_from_entries(spread), *_from_more(spread)]
    states = [
        *[ListingState.SUBMITTED] * SUBMITTED,
        *[ListingState.DECLINED] * DECLINED,
        *[ListingState.WITHDRAWN] * WITHDRAWN,
        *[ListingState.DRAFT] * DRAFTS,
    ]
    states += [ListingState.PUBLISHED] * (len(drafts) - len(states))
    rng.shuffle(states)
    listings, reasons = [], iter(REASONS)
    for (body, draft), state in zip(drafts, states, strict=True):
        source = rng.choices((ListingSource.OWN, ListingSource.OFFICE, ListingSource.LIAISON), (8, 1, 1))[0]
        reason = next(reasons) if state is ListingState.DECLINED else ""
        listings.append(PlannedListing(body, draft, state, source, reason))
    grouped = {name for pair in asked.apart for name in (asked.bodies[number].name for number in pair)}
    profiles = [_profile(rng, body, in_group=body.name in grouped) for body in asked.bodies]
    profiles += [PlannedProfile(None, is_reviewed=False) for _body in bodies[len(asked.bodies) :]]
    return Offers(bodies, tuple(profiles), tuple(listings))


def _organizations(seed: int, group: str) -> tuple[Body, ...]:
    """Those of a group of people that comes to the matchmaking."""
    people = {human.organization: human for human in invent(seed).of(MATCHMAKING, group)}
    return tuple(
        Body(name, "east" if human.unit in EAST_SIDE else "central_south", human.province, human.sector, 1)
        for name, human in people.items()
    )


def _from_entries(spread: _Spread) -> Iterator[tuple[int, ListingDraft]]:
    for number, entry in enumerate(read_listings(_data("entries.csv"))):
        kind = _KIND_OF_TOPIC.get(entry.topic, ListingKind.PRODUCT)
        body = spread.take(
            kind, offers=entry.kind == "supply", side=entry.side, province=entry.province, sector=entry.sector
        )
        draft = ListingDraft(
            side=Side(entry.kind),
            kind=kind,
            title={"zh": entry.title},
            text={"zh": entry.text},
            topic_id=entry.topic,
            sector_codes=(entry.sector,) if entry.sector else (),
            **_flags(number),
        )
        yield body, draft


def _from_more(spread: _Spread) -> Iterator[tuple[int, ListingDraft]]:
    rows = csv.DictReader(_data("more.csv").decode().splitlines())
    for number, row in enumerate(rows):
        kind = ListingKind(row["kind"])
        details = _details(kind, row["details"] or "")
        home = str(next(iter(details.get("provinces", [])), ""))
        side = "" if not home else "east" if home in EAST_SIDE else "central_south"
        body = spread.take(kind, offers=row["side"] == "supply", side=side, province=home, sector=row["sector"])
        draft = ListingDraft(
            side=Side(row["side"]),
            kind=kind,
            title=_both(row, "title"),
            text=_both(row, "text"),
            topic_id=row["topic"],
            sector_codes=(row["sector"],),
            details=details,
            **_flags(number + 1000),
        )
        yield body, draft


def _flags(number: int) -> dict[str, Any]:
    """Some replace imports, some cost nothing, some are confidential, for each circle of readers."""
    secret = number % 16 == 5
    circles = tuple(ShownTo)
    return {
        "domestic_replacement": number % 9 == 4,
        "free_of_charge": number % 13 == 7,
        "confidential": secret,
        "shown_to": circles[number // 16 % len(circles)] if secret else ShownTo.ORGANIZERS,
    }


def _both(row: dict[str, str], name: str) -> dict[str, str]:
    return {lang: text for lang in ("zh", "en") if (text := row[f"{name}_{lang}"])}


def _details(kind: ListingKind, told: str) -> dict[str, Any]:
    answers = {detail.name: detail.answer for detail in DETAILS[kind]}
    details: dict[str, Any] = {}
    for pair in filter(None, told.split(";")):
        name, _sep, value = pair.partition("=")
        if answers[name] in (Answer.PROVINCES, Answer.SECTORS):
            details[name] = value.split("|")
        elif answers[name] in (Answer.AMOUNT, Answer.COUNT):
            details[name] = int(value)
        else:
            details[name] = value
    return details


def _profile(rng: Random, body: Body, *, in_group: bool) -> PlannedProfile:
    if rng.random() < _SILENT:
        return PlannedProfile(None, is_reviewed=False)
    sector = get_sector(body.sector) if body.sector else None
    is_leading = rng.random() < _LEADING
    zh = sector.short_zh if sector else "综合"
    step, tags = rng.randrange(5), rng.randint(1, 2)
    size = SizeClass.LARGE if is_leading else rng.choice((SizeClass.MEDIUM, SizeClass.SMALL))
    facts = ProfileFacts(
        summary={"zh": f"主营{zh}相关产品与服务，员工{_EMPLOYEES[size][step]}人（样例）。"},
        sector_codes=(body.sector,) if body.sector else (),
        topic_ids=tuple(rng.sample(("robot", "sensor", "mes", "platform", "supply_chain", "core_part"), tags)),
        chain_stage=rng.choice(_STAGES),
        is_leading=is_leading,
        capability_tags=tuple(rng.sample(_TAGS, rng.randint(0, 3))),
        brand=body.group,
        group_name=f"{body.group}集团（样例）" if in_group else "",
        province_code=body.province,
        size_class=size.value,
    )
    return PlannedProfile(facts, is_reviewed=rng.random() < 0.7)


@cache
def _data(name: str) -> bytes:
    return files("eventmgr.console.sample.listings").joinpath(name).read_bytes()
