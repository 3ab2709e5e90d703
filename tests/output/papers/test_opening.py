"""Papers open what pages show: no role finds on paper, as a Word file or at the desk what the pages of a room keep from it.

The world holds a room, a ride, a meeting and check-in codes with words that stand nowhere else. What a role reads of them is
taken from its pages; every paper that it opens is held against that.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from reportlab.pdfgen.textobject import PDFTextObject

from eventmgr.event.registration.letters.writing import signed_check_in_code
from eventmgr.ground.db import db
from eventmgr.ground.features import papers, roles_of
from eventmgr.identity.accounts.models import Level
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.queries import list_tables
from eventmgr.matchmaking.outcomes.models import ActionItem
from eventmgr.on_site.logistics.models import Hotel, HotelStay, LodgingPlan, Ride, Vehicle
from eventmgr.on_site.seating.models import SeatingPlan
from eventmgr.on_site.seating.places import PlanKind
from eventmgr.output.papers import manage
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.handbook.parts import PARTS
from eventmgr.output.papers.itineraries import document as itineraries
from eventmgr.output.papers.on_site import badges
from eventmgr.output.papers.orders.models import OrderState, PaperOrder
from eventmgr.programme.training.models import Training
from eventmgr.tools.charts import qr
from tests.access_table.papers import OF_PAPERS
from tests.access_table.world import ROLES, make_world
from tests.attacks.reading_beyond_the_role import text
from tests.conftest import client_of
from tests.factories import NOON, keep, make_organization, make_person, make_registration, make_user, together
from tests.matchmaking.factories import make_meeting, make_party, make_request, slots_at

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.one_engine]

READERS = [*"VCRED", "national"]
UNLIKE = [*"VCERA"]
"""Who reads unlike the others: owners and deputies read what registrars do, accounts that look on what viewers do."""
WORDS = {
    "hotel": "住宿甲乙酒店",
    "ride": "接送甲乙大巴",
    "meeting": "洽谈甲乙机床厂",
    "code": "签到甲乙码",
}
"""What is kept in a room of its own → how it is called in this world."""
PAGES = {
    "hotel": ("lodging/",),
    "ride": ("transport/vehicles/",),
    "meeting": ("matchmaking/organizations/", "matchmaking/day/meetings/{held_id}/"),
    "code": (),
}
"""…and the pages of the room."""


@pytest.fixture
def world(app, monkeypatch):
    """What is set on paper is overheard, which costs less than reading it; codes are drawn, and noted as a word."""
    made = _furnished()
    code = signed_check_in_code(made.values["person_id"], 1)

    def noted(said: str) -> list[list[bool]]:
        made.values["drawn"] += [WORDS["code"]] if said == code else []
        return qr.modules_of(said)

    for place in (itineraries, badges):
        monkeypatch.setattr(place, "modules_of", noted)
    written = PDFTextObject._formatText

    def overheard(self: Any, said: str) -> Any:
        made.values["drawn"].append(said.decode() if isinstance(said, bytes) else said)
        return written(self, said)

    monkeypatch.setattr(PDFTextObject, "_formatText", overheard)
    return made


@together()
def _furnished() -> Any:
    made = make_world()
    made.event = db.session.merge(made.event)
    event, values = made.event, made.values
    person = make_registration(event, make_person("陈同伴"))
    db.session.get_one(Hotel, values["hotel_id"]).name = {"zh": WORDS["hotel"]}
    stay = {"shown_room_id": values["room_id"], "room_id": values["room_id"]}
    keep(HotelStay(registration_id=person.id, event_id=event.id, **stay))
    day = event.starts_at.date()
    keep(LodgingPlan(event_id=event.id, arrives_on=day, leaves_on=day + timedelta(days=1), published_at=NOON))
    db.session.get_one(Vehicle, values["vehicle_id"]).name = {"zh": WORDS["ride"]}
    db.session.get_one(Ride, values["ride_id"]).published_at = NOON
    one, other = make_party(event, people=0), make_party(event, make_organization(WORDS["meeting"]))
    seat = keep(PartyRepresentative(party_id=one.id, name="陈同伴", registration_id=person.id, position=0))
    held = make_meeting(make_request(one, other), slots_at(event)[2], list_tables(event.id)[1], asker_seat_id=seat.id)
    keep(Handbook(event_id=event.id, parts=list(PARTS)))
    keep(ActionItem(event_id=event.id, text={"zh": "事项"}, owner={"zh": "办公室"}, created_at=NOON))
    keep(Training(event_id=event.id, threshold=80, created_at=NOON))
    plan = {
        "title": {"zh": "座次"},
        "layout": {"rows": [9], "aisles": [], "kept": [], "uses": []},
        "roles": [],
        "venue": {},
    }
    keep(SeatingPlan(event_id=event.id, kind=PlanKind.HALL, created_at=NOON, **plan))
    values |= {"person_id": person.id, "held_id": held.id, "drawn": []}
    return made


@pytest.fixture
def browser_of(app, world, sign_in):
    """`browser_of(reader)`: a browser signed in as that role, or as an account of that level."""

    def enter(reader):
        levels = {
            "national": {"level": Level.NATIONAL},
            "provincial": {"level": Level.PROVINCIAL, "unit_code": "310000"},
        }
        user = make_user(**levels[reader]) if reader in levels else world.people[reader]
        return sign_in(user, client_of(app))

    return enter


def letter_of(reader: str) -> str:
    """Accounts that look on by their level are viewers."""
    return reader if len(reader) == 1 else "V"


def read_on_pages(world: Any, reader: str, browser: Any) -> set[str]:
    """Of the words those that the pages of their rooms show this reader."""
    address = f"/manage/events/{world.event.slug}/"
    found = {
        key
        for key, paths in PAGES.items()
        if any(
            WORDS[key] in browser.get(address + path.format(**world.values)).get_data(as_text=True) for path in paths
        )
    }
    marks = letter_of(reader) == "A" or _role(reader) in roles_of("registrations.mark")
    return found | ({"code"} if marks else set())


def _role(reader: str) -> TeamRole:
    return ROLES[letter_of(reader)]


def printed(world: Any, answer: Any) -> set[str]:
    """Of the words those that a paper says or draws."""
    drawn, world.values["drawn"] = world.values["drawn"], []
    if answer.status_code != 200:
        return set()
    said = "".join(drawn) + ("" if answer.mimetype == "application/pdf" else text(answer))
    return {key for key, word in WORDS.items() if word in re.sub(r"\s+", "", said)}


def files_of(world: Any, name: str) -> list[str]:
    """The addresses of a paper, whole and of one person."""
    address = f"/manage/events/{world.event.slug}/reports/{name}"
    whole = [f"{address}.pdf", *([f"{address}.docx"] if papers()[name].as_word else [])]
    return [*whole, f"{address}.pdf?only={world.values['person_id']}"] if papers()[name].at_desk else whole


def test_no_paper_says_what_the_pages_of_its_rooms_keep_from_the_reader(world, browser_of):
    wrong = {}
    for reader in UNLIKE:
        browser = browser_of(reader)
        allowed = read_on_pages(world, reader, browser)
        said = {path: printed(world, browser.get(path)) for name in papers() for path in files_of(world, name)}
        wrong |= {(reader, path): words - allowed for path, words in said.items() if words - allowed}
        if reader == "R":
            assert set().union(*said.values()) == set(WORDS), "nothing to find means nothing was looked for"

    assert wrong == {}


def test_every_paper_is_for_the_roles_of_the_table_on_every_way_to_it(world, browser_of, monkeypatch):
    for made in ("print_paper", "write_paper"):
        monkeypatch.setattr(manage, made, lambda *_about, **_choices: b"%PDF")
    monkeypatch.setattr(manage, "refuse_empty", lambda *_about: None)
    monkeypatch.setattr(manage, "list_lacking", lambda *_about: {})
    address, wrong = f"/manage/events/{world.event.slug}/reports/", {}
    assert set(OF_PAPERS) == set(papers())
    for reader in READERS:
        browser = browser_of(reader)
        menu = browser.get(address).get_data(as_text=True)
        for name, paper in papers().items():
            may = letter_of(reader) in OF_PAPERS[name]
            chosen, kept = paper.is_chosen, paper.parts is not None
            ways = {f"{name}.pdf": True, f"{name}.docx": paper.as_word, f"{name}/": chosen, f"{name}/changes/": kept}
            for way in (way for way, is_there in ways.items() if is_there):
                status = browser.get(f"{address}{way}").status_code
                if status != (200 if may else 403):
                    wrong[reader, way] = status
            if letter_of(reader) != "C" and (f"reports/{name}.pdf" in menu) is not may:
                wrong[reader, name] = "menu"

    assert wrong == {}


def test_what_was_made_for_one_is_opened_by_those_alone_who_may_make_it(world, browser_of):
    address = f"/manage/events/{world.event.slug}/reports/orders/"
    orders = {
        name: keep(
            PaperOrder(
                event_id=world.event.id, paper=name, language="zh", asked={}, asked_at=NOON, state=OrderState.DONE,
                content=b"%PDF", number=1, pages=1, size=4, sees=sorted(paper.also),
            )
        ).id
        for name, paper in papers().items()
    }  # fmt: skip
    wrong = {}
    for reader in UNLIKE:
        browser = browser_of(reader)
        for name, number in orders.items():
            holds = letter_of(reader) == "A" or all(_role(reader) in roles_of(one) for one in papers()[name].also)
            may = letter_of(reader) in OF_PAPERS[name] and holds
            if browser.get(f"{address}{number}/file.pdf").status_code != (200 if may else 403):
                wrong[reader, name] = "file"

    assert wrong == {}


def test_the_desk_prints_what_check_in_staff_may_open(app):
    at_desk = [paper for paper in papers().values() if paper.at_desk]

    assert at_desk
    assert all(TeamRole.CHECK_IN in roles_of(permission) for paper in at_desk for permission in paper.opens)


def test_pages_of_papers_say_what_is_left_out_for_the_reader(world, browser_of):
    address = f"/manage/events/{world.event.slug}/reports/"
    said = {
        reader: [
            "Left out, because" in browser_of(reader).get(f"{address}{page}?lang=en").get_data(as_text=True)
            for page in ("", "itineraries/", "handbook/")
        ]
        for reader in "ER"
    }

    assert said == {"E": [True] * 3, "R": [False] * 3}


def test_a_phone_shows_what_is_left_out_too_and_who_may_choose_nothing_is_told_of_no_choice(world, browser_of):
    address = f"/manage/events/{world.event.slug}/reports/"
    papers_page = browser_of("E").get(f"{address}?lang=en").text
    lead = "What is chosen here is kept for the event."

    assert re.findall(r'<td class="opt">(?:(?!</td>).)*Left out, because', papers_page, re.DOTALL) == []
    assert [lead in browser_of(reader).get(f"{address}handbook/?lang=en").text for reader in "EV"] == [True, False]
