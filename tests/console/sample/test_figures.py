"""Every number of the sample opens or equals its rows: all pages are walked, each number that stands there is known by its
name, followed, and compared; a count that nothing says the name of is a fault."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from eventmgr.console.sample import queries
from eventmgr.console.sample.people.roster import ARCHIVED, EDITION, MATCHMAKING, SEMINAR
from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import get_allocation
from eventmgr.event.registration.counting.figures import FIGURES
from eventmgr.event.registration.models import Registration
from eventmgr.ground import features
from eventmgr.ground.db import db, is_sqlite
from eventmgr.identity.directory.models import Organization
from eventmgr.matchmaking.listings.queries import count_profiles
from eventmgr.on_site.signup.queries import list_groups
from eventmgr.programme.checkin.acts.merge import merge
from eventmgr.programme.checkin.queries import list_acts
from eventmgr.tools.messages.models import OutboxLetter
from tests.console.sample import following_deals
from tests.console.sample.following import (
    EVENTS,
    RARE,
    behind,
    disclosed,
    likeness,
    listed,
    offered,
    published,
    recipients,
    rows_behind,
    texted,
    unchecked,
)
from tests.console.sample.following_exchange import EXCHANGE_NUMBERS
from tests.console.sample.following_figures import FIGURE_NUMBERS, is_far
from tests.console.sample.following_lodging import LODGING_NUMBERS
from tests.console.sample.following_policies import POLICY_NUMBERS
from tests.console.sample.following_seating import SEATING_NUMBERS
from tests.console.sample.following_surveys import SURVEY_NUMBERS
from tests.console.sample.following_visits import STOP, TRAINED, TRAINING, VISIT_NUMBERS, in_room
from tests.console.sample.meeting_numbers import MEETING_NUMBERS
from tests.console.sample.never_shown import NEVER_SHOWN
from tests.console.sample.numbers_on_pages import Marked, Node, Shown, rows_of
from tests.soak import drawn

BEGINS = (
    "/manage/",
    "/",
    "/past/",
    f"/manage/events/{TRAINING}/training/",
    f"/manage/events/{SEMINAR}/figures/?measure=invitees&rows=role&columns=-&role=expert",
    f"/manage/events/{ARCHIVED}/figures/?measure=meetings&columns=-",
    f"/manage/events/{ARCHIVED}/figures/?measure=met&rows=sector&columns=-",
    f"/manage/events/{ARCHIVED}/figures/?measure=expected&rows=size&columns=-&province=310000",
    f"/manage/events/{SEMINAR}/figures/?measure=sessions&rows=topic&columns=-&track=-",
    *(f"/manage/events/{slug}/registrations/?unit=310000" for slug in (*EVENTS, RARE)),
)
CARRIED = {"registration_manage.export_whole", "disclosures_manage.new", "bulkmail_manage.new"}
"""Pages that take over whatever the organizers' list was narrowed by: read for each name of a filter, not for each set of
names, as the list itself is."""
FOLLOWED = f"/manage/events/{EDITION}/outcomes/"
FILE = re.compile(r"\.\w+$")
"""The path of what is downloaded, not read."""


def followed(endpoint: str) -> tuple[str, ...]:
    """What has come of an event is read where something has."""
    return (EDITION,) if "outcome" in endpoint or "deal" in endpoint else ()


@dataclass
class Walk:
    """Pages of the sample, each kind of page of each event once."""

    reader: FlaskClient
    lang: str
    pages: dict[str, Shown] = field(default_factory=dict)
    known: dict[Any, Any] = field(default_factory=dict)

    def read(self, address: str) -> Shown | None:
        """The page at an address, read once; None for what is no page."""
        parts = urlsplit(address)
        query = urlencode({**dict(parse_qsl(parts.query)), "lang": self.lang})
        answer = self.reader.get(f"{parts.path}?{query}")
        if answer.status_code != 200 or answer.mimetype != "text/html":
            return None
        return Shown(answer.get_data(as_text=True))

    def go(self) -> None:
        """Follow every link to a page of a kind that was not seen yet; with filters that another event has been asked with, to
        one in three, in a soak to all."""
        routes = self.reader.application.url_map.bind("localhost")
        ahead, met, seen = [*BEGINS, FOLLOWED], {*BEGINS, FOLLOWED}, set()
        while ahead:
            address = ahead.pop(0)
            parts = urlsplit(address)
            if (
                not parts.path.startswith("/")
                or parts.path.startswith("/guide/")
                or FILE.search(parts.path)
                or not routes.test(parts.path, method="GET")
            ):
                continue
            endpoint, values = routes.match(parts.path, method="GET")
            slug = values.get("slug", "")
            asked = tuple(sorted({*dict(parse_qsl(parts.query))} - {"lang", "sort"}))
            if not is_sqlite() and not endpoint.startswith("figures"):
                asked = asked[:1]  # more filters at once ask in the same words
            page_of = (endpoint, slug, values.get("name") or (values.get("item_id") if endpoint == STOP else None))
            kinds = {(*page_of, name) for name in asked or [""]} if endpoint in CARRIED else {(*page_of, asked)}
            is_again = len(asked) > 1 and (endpoint, asked) in seen
            if (
                kinds <= seen
                or (is_again and not drawn([f"{page_of} {asked}"], 3))
                or slug not in ("", *EVENTS, RARE, *TRAINED.get(endpoint, ()), *followed(endpoint))
                or endpoint == "static"
                or ".remove" in endpoint
            ):
                continue
            if endpoint == "checkin_manage.board" and asked:
                continue  # of another list than arrivals: its numbers are compared in `tests/programme/checkin/test_board.py`
            seen |= kinds | {(endpoint, asked)}
            page = self.read(address)
            if page is not None:
                self.pages[address] = page
                links = dict.fromkeys(urljoin(address, link).partition("#")[0] for link in page.links())
                ahead += [link for link in links if link not in met]
                met |= {*links}

    def once(self, question: Callable[..., Any], *asked: Any) -> Any:
        """The answer to a question that many pages ask: nothing changes in the meantime."""
        if (question, *asked) not in self.known:
            self.known[question, *asked] = question(*asked)
        return self.known[question, *asked]

    def count(self, address: str) -> int:
        """How many rows the organizers' list has there."""
        return len(self.once(rows_behind, address))


@dataclass
class Seen:
    """A number where it stands."""

    walk: Walk
    address: str
    page: Shown
    mark: Marked

    @property
    def slug(self) -> str:
        """Of the event that it is about."""
        found = re.search(r"/events/([a-z-]+)/", self.address)
        return self.mark.of.get("event") or (found[1] if found else "")

    @cached_property
    def event(self) -> Event:
        found = self.walk.once(queries.find_event, self.slug)
        assert found is not None, self.address
        return found

    def held(self, **narrowed: str) -> int:
        """Places that are taken."""
        return self.walk.count(listed(self.slug, "taken", **narrowed))

    @property
    def quota(self) -> int:
        """Of the delegation that it stands beside."""
        return next(unit.quota for unit in self.event.units if unit.unit_code == self.mark.of["unit"])

    @property
    def group(self) -> Any:
        return next(group for group in list_groups(self.event.id) if str(group.item_id) == self.mark.of["group"])

    def rows_there(self) -> int:
        """How many rows stand where it leads: further down, or on another page."""
        path, _hash, name = self.mark.href.partition("#")
        page = self.page if not path else self.walk.read(path)
        assert page is not None, self.mark.href
        return page.rows_in(name) if name else sum(len(rows_of(top)) for top in page.tops)


def people(seen: Seen) -> int:
    """How many rows, or different values of them, stand behind a number about people."""
    figure, mark = FIGURES[seen.mark.key], seen.mark
    if mark.href.startswith("#"):
        return seen.rows_there()
    narrowed = {name: value for name, value in mark.of.items() if name != "event"}
    address = mark.href or listed(seen.slug, mark.key, **narrowed)
    if figure.counts == "rows":
        return seen.walk.count(address)
    column = {"unit": 0, "province": 1, "country": 2}[figure.counts]
    return len({row[column] for row in seen.walk.once(rows_behind, address)} - {""})


def others(seen: Seen) -> int:
    """What is left of a line of the public table, or of the table, or of a list that is cut short."""
    node = next(node for node in seen.mark.node.above() if node.tag in ("tr", "li"))
    if node.tag == "li":
        assert node.parent is not None and node.parent.parent is not None
        total = next(Marked(one).number for one in node.parent.parent.walk() if "data-figure" in one.attributes)
        return int(total) - sum(1 for one in node.parent.parts if isinstance(one, Node)) + 1
    if "data-row" in node.attributes:
        total, *cells = [Marked(one).number for one in node.walk() if one.attributes.get("data-figure") == "expected"]
        return int(total) - int(sum(cells))
    lines = [Marked(one) for one in seen.page.nodes() if one.attributes.get("data-figure") == "expected"]
    sums = [mark.number for mark in lines if set(mark.of) == {"province"}]
    return int(seen.walk.count(listed(seen.slug, "expected")) - sum(sums))


def listed_here(seen: Seen) -> int:
    """The rows of the organizers' list that this page is."""
    return seen.walk.count(seen.address)


def count_where(seen: Seen, *conditions: Any) -> int:
    query = select(func.count()).select_from(Registration).where(Registration.event_id == seen.event.id, *conditions)
    return int(db.session.scalar(query) or 0)


def arrived_delegations(seen: Seen) -> tuple[int, int]:
    """Delegations of which some participant has arrived, and those of which all have, row by row."""
    units: dict[str, set[bool]] = defaultdict(set)
    rows = db.session.execute(
        select(Registration.unit_code, Registration.status).where(
            Registration.event_id == seen.event.id, Registration.status.in_(HOLDING), Registration.role != Role.STAFF
        )
    )
    for unit, status in rows:
        units[unit].add(status is Status.ATTENDED)
    told = [arrived for unit, arrived in units.items() if unit]
    return sum(True in arrived for arrived in told), sum(arrived == {True} for arrived in told)


def stays(seen: Seen) -> int:
    """Registrations that hold some detail of the stay, row by row."""
    rows = db.session.scalars(select(Registration).where(Registration.event_id == seen.event.id))
    fields = ("lodging", "arrival", "departure", "diet", "diet_note")
    return sum(1 for row in rows if any((row.answers | dict(row.sensitive or {})).get(name) for name in fields))


def from_there(seen: Seen) -> int:
    """Registrations from the organization beside which, or on whose page, it stands."""
    number = int(seen.mark.of.get("organization") or seen.address.rstrip("/").rpartition("/")[2])
    return db.session.query(Registration).filter_by(organization_id=number).count()


OTHER: dict[str, Callable[[Seen], float]] = {
    **MEETING_NUMBERS,
    **POLICY_NUMBERS,
    **EXCHANGE_NUMBERS,
    **SURVEY_NUMBERS,
    **FIGURE_NUMBERS,
    **SEATING_NUMBERS,
    **VISIT_NUMBERS,
    **LODGING_NUMBERS,
    "certificates_missing": lambda seen: count_where(seen, Registration.status == Status.ATTENDED),
    "events": Seen.rows_there,
    "capacity": lambda seen: seen.event.capacity or 0,
    "invited": lambda seen: seen.rows_there() if seen.mark.href else len(seen.event.units),
    "items": lambda seen: seen.rows_there(),
    "open_items": Seen.rows_there,
    "open_requests": Seen.rows_there,
    "places_left": lambda seen: max(0, (seen.event.capacity or 0) - seen.held()),
    "quota": lambda seen: seen.quota,
    "quota_sum": lambda seen: sum(unit.quota or 0 for unit in seen.event.units),
    "quota_left": lambda seen: max(0, seen.quota - seen.held(unit=seen.mark.of["unit"])),
    "quota_over": lambda seen: max(0, seen.held(unit=seen.mark.of["unit"]) - seen.quota),
    "attendance": lambda seen: round(
        100 * seen.walk.count(listed(seen.slug, "attended")) / seen.walk.count(listed(seen.slug, "expected")),
        1,
    ),
    "group_limit": lambda seen: seen.group.limit,
    "group_left": lambda seen: seen.group.limit - seen.group.held - seen.group.waiting,
    "pairs": lambda seen: len(rows_of(seen.page.tops[0])) if seen.page.tops else 0,
    "organizations": lambda _seen: db.session.query(Organization).filter_by(stands_for_id=None).count(),
    "from_there": from_there,
    "others": others,
    "attempts": lambda seen: db.session.get_one(OutboxLetter, int(seen.address.split("/")[-2])).attempts,
    "stays": stays,
    "addressed": lambda seen: seen.walk.count(seen.mark.href.replace("/bulk-mail/new", "/registrations/")),
    "likeness": lambda seen: likeness(seen.mark.of),
    "listings": lambda seen: seen.walk.once(offered, seen.event, seen.mark.href or seen.address),
    "listings_public": lambda seen: seen.walk.once(published, seen.mark.href or seen.address),
    "profiles": lambda seen: count_profiles(seen.event.id),
    "disclosed": lambda seen: disclosed(seen.event, seen.mark.of),
    "type_places": lambda seen: types_of(seen.event).get(seen.mark.of["type"]).capacity,
    "pool_left": lambda seen: get_allocation(seen.event).pool_left,
    "delegations_behind": lambda seen: seen.walk.once(behind, seen.event),
    "exchange_papers_unchecked": lambda seen: unchecked(seen.event),
    "recipients": lambda seen: recipients(seen.address, seen.event, seen.mark.of),
    "texted": lambda seen: texted(seen.mark.of),
    "named": lambda seen: count_where(seen, Registration.name != "", Registration.forgotten_at.is_(None)),
    "listed": listed_here,
    "deals": lambda seen: following_deals.number_of(seen.event, seen.mark, seen.address),
    "brought": lambda seen: following_deals.number_of(seen.event, seen.mark, seen.address),
    "deal_amount": lambda seen: following_deals.amount_of(seen.event, seen.mark, seen.walk.lang),
    "deal_kind": lambda seen: following_deals.kind_of(seen.event, seen.mark, seen.walk.lang),
    "deal_ratio": lambda seen: following_deals.ratio_of(seen.event, seen.mark),
    "deal_metrics": lambda seen: following_deals.metrics_of(seen.event, seen.mark),
    "deal_pairs": lambda seen: following_deals.pairs_of(seen.event),
    "checkin_delegations": lambda seen: arrived_delegations(seen)[0],
    "checkin_whole": lambda seen: arrived_delegations(seen)[1],
    "checkin_room_capacity": lambda seen: db.session.get_one(AgendaItem, int(seen.mark.of["item"])).room.capacity,
    **dict.fromkeys(("checkin_room_inside", "checkin_room_expected", "checkin_room_missing"), in_room),
    "checkin_conflicts": lambda seen: len(merge(list_acts(seen.event.id), {}).conflicts),
    "shown": lambda seen: sum(len(rows_of(top)) for top in seen.page.tops),
}
"""Numbers that are not about people → what they must be."""


def left_in_groups(seen: Walk, address: str, page: Shown) -> Iterator[Seen]:
    """The places left that a form says beside each group."""
    for node in page.nodes():
        if node.tag != "option" or not re.search(r"\d", node.text) or not node.attributes.get("value"):
            continue
        if any(one.attributes.get("name") == "group" for one in node.above()):
            node.attributes |= {"data-figure": "group_left", "data-of": f"group={node.attributes['value']}"}
            if re.search(r"\(\d+ place|名额 \d+", node.text):
                yield Seen(seen, address, page, Marked(node))


def is_passed_over(seen: Seen) -> bool:
    """Boards say the same of every delegation: each fourth one is enough."""
    unit = seen.mark.of.get("unit") or dict(parse_qsl(urlsplit(seen.mark.href).query)).get("unit", "")
    if is_far(seen):
        return True
    return bool(re.search("/(?:delegations|quotas)/", seen.address)) and unit != "" and sum(map(ord, unit)) % 4 != 0


@pytest.fixture
def lang(engine: str) -> str:
    """A language for each engine: the walk over all pages is the longest test, and what it looks at depends on no pair."""
    return {"sqlite": "zh", "postgresql": "en"}[engine]


@pytest.mark.one_engine
def test_every_number_of_every_page_has_a_name_and_opens_or_equals_its_rows(reader, lang: str):
    """Each name is compared where it stands first, and on one in four of the other pages; in a soak on all."""
    walk = Walk(reader, lang)
    walk.go()
    wrong, keys, faceless = [], set(), {}
    for address, page in walk.pages.items():
        found = [*left_in_groups(walk, address, page)]
        found += [Seen(walk, address, page, mark) for mark in page.marked()]
        for seen in found:
            key = seen.mark.key
            again = key in keys
            keys.add(key)
            if is_passed_over(seen) or (again and not drawn([f"{key} {address}"], 4)):
                continue
            right = people(seen) if key in FIGURES else OTHER[key](seen)
            if right != seen.mark.number:
                wrong.append((address, seen.mark, right))
        faceless |= dict.fromkeys(page.unmarked(lang), address)

    print("WRONG", *wrong, "FACELESS", *faceless.items(), sep="\n")
    assert faceless == {}
    assert wrong == []
    assert {*FIGURES, *features.numbers()} - keys == NEVER_SHOWN
    assert len(walk.pages) > 100
    for slug in EVENTS:
        assert {f"/events/{slug}/", f"/events/{slug}/participants/", f"/manage/events/{slug}/insights/"} <= {
            *walk.pages
        }


def test_a_number_that_nothing_names_is_found():
    page = """<main><dl><dd>12</dd></dl><td class="num">7</td><p>Of 3 people</p><p>1 月</p><span data-figure="x">5</span>
    <p><a data-figure="taken">9</a> of 12 places used</p><div class="prose">30 people</div><td class="num muted">1</td>"""

    assert Shown(page).unmarked("en") == [
        "<dd class=''> 12",
        "<td class='num'> 7",
        "<p class=''> Of 3 people",
        "<p class=''> of 12 places used",
    ]
    assert Shown("<main><p>共 3 人</p><p>5月3日</p><p>10 个字符</p>").unmarked("zh") == ["<p class=''> 共 3 人"]


def test_what_a_number_opens_is_read_on_the_page_too(reader):
    page = Shown(reader.get(f"/manage/events/{MATCHMAKING}/insights/?lang=en").get_data(as_text=True))
    found = [mark for mark in reversed(page.marked()) if "/registrations/" in mark.href]
    shown = {mark.key: (mark.number, mark.href) for mark in found}
    said = {}
    for key, (_number, target) in shown.items():
        foot = re.search(
            r'list-foot">\s*<span data-figure="listed">(\d+) reg', reader.get(target).get_data(as_text=True)
        )
        said[key] = int(foot[1]) if foot else 0

    assert said == {key: number for key, (number, _target) in shown.items()}
