"""What is offered and sought, who takes part, who is suggested to whom, who asks whom."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import select

from eventmgr.console.sample.listings.planned import PlannedListing, plan_offers
from eventmgr.console.sample.meeting_requests import MOST_TALKS
from eventmgr.console.sample.people.roster import SEED
from eventmgr.ground import clock
from eventmgr.ground.db import db, write
from eventmgr.matchmaking.listings.models import ListingState
from eventmgr.matchmaking.meeting_parties import services as parties
from eventmgr.matchmaking.meeting_parties.models import AbsenceSource, MeetingParty
from eventmgr.matchmaking.meeting_parties.queries import list_representatives_of
from eventmgr.matchmaking.meeting_plans.models import PartyKind
from eventmgr.matchmaking.meeting_plans.queries import list_blocks
from eventmgr.matchmaking.meeting_plans.slots import slot_name, slots_of, spans_of_slots
from eventmgr.matchmaking.meeting_requests import services as requests
from eventmgr.matchmaking.meeting_requests.models import RequestSource, RequestState, Wish
from eventmgr.matchmaking.meeting_requests.statements import insert_requests
from eventmgr.matchmaking.suggestions.models import PartnerSuggestion
from eventmgr.tools.taxonomy import get_province, topics
from tests.browser.filling import fill
from tests.browser.matchmaking.cast import MANAGE, PUBLIC, Walk, acting, find_parties, key_of
from tests.factories import make_liaison
from tests.tools.sheets.books import xlsx

_EACH = 4
_STATES = {ListingState.PUBLISHED: "公布", ListingState.SUBMITTED: "待审"}
_SIDES = {"supply": "供给", "demand": "需求"}


def import_listings(walk: Walk) -> None:
    """A sheet goes in, one cell is corrected, the worker takes it; they stand on the board."""
    office, offers = walk.office, plan_offers(SEED)
    planned = [one for one in offers.listings if one.state in _STATES]
    names = {one.id: one.name_zh for one in topics()}
    rows = [_row(offers.bodies[one.body], one, number, names) for number, one in enumerate(planned, 1)]
    rows[4][1] = "借用"
    head = ["序号", "供需类型", "单位名称", "省份", "标题", "内容", "英文标题", "英文内容", "主题", "行业", "状态"]
    sheet = xlsx([["智能制造供需信息征集表"], [], head, *rows])

    office.go(f"{MANAGE}/")
    office.link(f"{MANAGE}/listings/")
    office.link(f"{MANAGE}/listings/import/")
    office.page.set_input_files("[name=file]", {"name": "供需.xlsx", "mimeType": "application/x", "buffer": sheet})
    office.press(office.page.locator("main .form [type=submit]").last)
    wrong = office.page.locator("[name^=c_][name$=_side]")
    expect(wrong).to_have_value("借用")
    wrong.fill(_SIDES[planned[4].draft.side.value])
    office.press(office.page.locator("form[action*='/correct'] [type=submit]"))
    expect(office.page.locator("[name^=c_]")).to_have_count(0)
    office.press(office.page.locator("form[action$='/take'] [type=submit]"))
    batch = office.page.url
    walk.house.work()
    office.go(batch)
    expect(office.page.locator("main li", has_text=str(len(planned))).first).to_be_visible()

    office.go(f"{MANAGE}/listings/")
    waiting = [one for one in planned if one.state is ListingState.SUBMITTED]
    office.go(f"{MANAGE}/listings/?state=submitted")
    assert office.page.locator("main tbody tr[data-row]").count() == len(waiting)
    reader = walk.guest(f"{PUBLIC}/listings/")
    expect(reader.page.locator("main")).to_contain_text(str(len(planned) - len(waiting)))


def _row(body, one: PlannedListing, number: int, names: dict[str, str]) -> list[object]:
    draft = one.draft
    return [
        number, _SIDES[draft.side.value], body.name, get_province(body.province).short_zh, draft.title["zh"], draft.text["zh"],
        draft.title.get("en"), draft.text.get("en"), names.get(draft.topic_id, draft.topic_id),
        draft.sector_codes[0] if draft.sector_codes else None, _STATES[one.state],
    ]  # fmt: skip


def take_over(walk: Walk) -> None:
    """Organizations come from the registrations, one by hand, those that come in any case by the office; each gets its link."""
    office = walk.office
    office.go(f"{MANAGE}/matchmaking/")
    office.link("/matchmaking/organizations/")
    office.link("/organizations/take-over")
    companies = office.figure("new_parties")
    assert office.page.locator("#new tbody tr").count() == companies
    office.page.locator("[name=roles][value=delegate]").check()
    office.press(office.button("查看将发生的变化", "Show what would change"))
    assert office.figure("new_parties") > companies
    office.page.locator("[name=roles][value=delegate]").uncheck()
    office.press(office.page.locator("button[name=take]"))
    assert office.page.locator("main .alert-success").count()
    _add_by_hand(walk)
    _add_the_rest(walk)
    office.go(f"{MANAGE}/matchmaking/organizations/")
    assert office.figure("meeting_parties") == len(walk.asked.bodies)
    with office.page.expect_navigation():
        office.page.locator("form[action$='/organizations/invite'] button").click()
    office.look()
    office.press(office.page.locator("button[name=telling][value=now]"))
    walk.house.work()


def _add_by_hand(walk: Walk) -> None:
    """One organization that has not registered."""
    known, office = find_parties(walk), walk.office
    body = next(body for body in walk.asked.bodies if key_of(body) not in known)
    office.go(f"{MANAGE}/matchmaking/organizations/new")
    fill(office.page, {"name": body.name, "province_code": body.province, "sector_code": body.sector})
    office.press(office.page.locator("main .form [type=submit]").last)
    expect(office.page.locator("main h1")).to_contain_text(body.name)


def _add_the_rest(walk: Walk) -> None:
    """Who has not registered in time and comes in any case, with somebody at the table; times that organizations have told."""
    known, act = find_parties(walk), acting()
    with walk.inside() as event:
        for body in walk.asked.bodies:
            if key_of(body) not in known:
                values = parties.Values(PartyKind.COMPANY, province_code=body.province, sector_code=body.sector)
                write(lambda body=body, values=values: parties.add(event, body.name, values, act=act))
    known = find_parties(walk)
    walk.parties = [known[key_of(body)] for body in walk.asked.bodies]
    with walk.inside() as event:
        slots = slots_of(list_blocks(event.id), event.timezone)
        for number, (party_id, body) in enumerate(zip(walk.parties, walk.asked.bodies, strict=True)):
            party = db.session.get_one(MeetingParty, party_id)
            if not list_representatives_of(party_id):
                person = parties.Person("陈立", "市场部经理", f"1540009{number:04}", f"body{number}@example.com")
                write(lambda party=party, person=person: parties.add_person(event, party, person, act=act))
            if body.absent:
                spans = spans_of_slots(slots, {slot_name(slots[one]) for one in body.absent})
                told = {None: spans}
                write(lambda party=party, told=told: parties.set_absences(party, told, AbsenceSource.OWN, act=act))


def read_suggestions(walk: Walk) -> tuple[int, int]:
    """The worker compares; a company reads on its phone whom it is suggested, and why, and asks one. The two organizations."""
    walk.house.move_to(clock.now() + timedelta(minutes=2))
    walk.house.work()
    office = walk.office
    office.go(f"{MANAGE}/matchmaking/suggestions/")
    some, none, silent = (office.figure(f"parties_{key}") for key in ("suggested", "unmatched", "silent"))
    assert some + none + silent == len(walk.parties)
    office.link("?only=none")
    assert office.page.locator("main tbody tr[data-row]").count() == min(none, 50)

    pair, others = _suggested_and_planned(walk)
    phone = walk.guest(walk.home(pair[0]))
    phone.link("/suggestions/")
    expect(phone.page.locator("main li[data-row]")).to_have_count(others)
    row = phone.page.locator("main li[data-row]", has_text=walk.name(pair[1], phone))
    phone.press(row.locator("[name=wish]"))
    phone.go(f"{walk.home(pair[0])}requests/sent/")
    expect(phone.page.locator("main")).to_contain_text(walk.name(pair[1], phone))
    return pair


def _suggested_and_planned(walk: Walk) -> tuple[tuple[int, int], int]:
    """A pair that is suggested and will meet, the second with room for one more, and how many are suggested to the first."""
    meets = {(walk.parties[one.asking], walk.parties[one.asked]) for one in walk.asked.requests}
    talks = Counter(walk.parties[number] for one in walk.asked.requests for number in (one.asking, one.asked))
    with walk.inside() as event:
        query = select(PartnerSuggestion.demander_id, PartnerSuggestion.supplier_id)
        query = query.where(PartnerSuggestion.event_id == event.id, PartnerSuggestion.is_chosen)
        found = {pair for one, other in db.session.execute(query) for pair in ((one, other), (other, one))}
    first = min(pair for pair in found if pair in meets and talks[pair[1]] < MOST_TALKS)
    return first, sum(one == first[0] for one, _other in found)


def ask_and_answer(walk: Walk, tapped: tuple[int, int]) -> None:
    """420 requests: one asked and accepted on phones, one accepted by a liaison, one more declined with a reason; the states add up."""
    asker, asked = tapped
    phone = walk.guest(f"{walk.home(asked)}requests/")
    phone.press(phone.page.locator("li[data-row]", has_text=walk.name(asker, phone)).locator("[value=would]"))
    expect(phone.page.locator(".meeting-undo")).to_contain_text(walk.name(asker, phone))

    left = _ask_and_accept_most(walk, tapped)
    _liaison_accepts(walk, *left)
    unwanted = _ask_beyond(walk, asked)
    phone = walk.guest(f"{walk.home(asked)}requests/")
    row = phone.page.locator("li[data-row]", has_text=walk.name(unwanted, phone))
    phone.press(row.locator("a[href$='/decline']"))
    phone.page.locator("[name=code]").first.check()
    phone.press(phone.page.locator("main .form [type=submit]").last)

    office, count = walk.office, len(walk.asked.requests)
    office.go(f"{MANAGE}/matchmaking/requests/")
    states = {state: _of_state(walk, state) for state in ("asked", "accepted", "declined", "withdrawn", "expired")}
    assert states == {"asked": 0, "accepted": count, "declined": 1, "withdrawn": 0, "expired": 0}
    assert office.figure("meetings_mutual") == sum(one.mutual for one in walk.asked.requests)
    office.link("state=declined")
    expect(office.page.locator("main tbody tr[data-row]")).to_have_count(1)
    expect(office.page.locator("main tbody tr")).to_contain_text(walk.name(unwanted, office))


def _of_state(walk: Walk, state: str) -> int:
    return int(walk.office.page.locator(f"a[data-figure=meeting_requests][href*='state={state}']").first.inner_text())


def _ask_and_accept_most(walk: Walk, tapped: tuple[int, int]) -> tuple[int, int]:
    """All that are planned but the tapped one and one that waits for the liaison; who asked whom there. One in four is asked and
    answered as by its organizations; the others are rows as these would have left them."""
    act = acting()
    pairs = [(walk.parties[one.asking], walk.parties[one.asked], one.mutual) for one in walk.asked.requests]
    pairs.remove((*tapped, next(mutual for asker, asked, mutual in pairs if (asker, asked) == tapped)))
    waits = next((asker, asked) for asker, asked, mutual in pairs if not mutual and asked not in tapped)
    pairs.remove((*waits, False))
    with walk.inside() as event:
        event_id = event.id

        def ask_all() -> None:
            requests.ask(event, *waits, requests.Wanted(), act=act)
            for asker, asked, mutual in pairs[::_EACH]:
                request = requests.ask(event, asker, asked, requests.Wanted(), act=act)
                if mutual:
                    requests.ask(event, asked, asker, requests.Wanted(), act=act)
                else:
                    requests.accept(event, request.id, requests.Answer(), act=act)
            rest = [pair for number, pair in enumerate(pairs) if number % _EACH]
            insert_requests([_accepted(event_id, *pair, at=act.at) for pair in rest])

        write(ask_all)
    return waits


def _accepted(event_id: int, asker: int, asked: int, mutual: bool, *, at: datetime) -> dict[str, Any]:
    first, second = sorted((asker, asked))
    return {
        "event_id": event_id, "asker_id": asker, "asked_id": asked, "first_id": first, "second_id": second,
        "state": RequestState.ACCEPTED, "asker_wish": Wish.WOULD, "asked_wish": Wish.WOULD, "is_mutual": mutual,
        "listing_ids": [], "words": "", "reason_code": "", "reason": "", "proposed_id": None, "interpreter": "",
        "is_moderated": False, "source": RequestSource.OWN, "call_id": None, "created_at": at, "expires_at": None,
        "answered_at": at, "changed_at": at, "told_at": at,
    }  # fmt: skip


def _liaison_accepts(walk: Walk, asker: int, asked: int) -> None:
    """The liaison of its delegation answers for an organization that does not get round to it."""
    with walk.inside() as event:
        unit = db.session.get_one(MeetingParty, asked).unit_code
        if not unit:
            unit = db.session.get_one(MeetingParty, asked).unit_code = walk.body(asked).province
        make_liaison(event, unit, link="link-of-the-liaison")
    liaison = walk.guest("/delegations/link/link-of-the-liaison/", "liaison")
    liaison.press(liaison.page.locator("main form [type=submit]").first)
    row = liaison.page.locator("tr[data-row]", has_text=walk.name(asked, liaison))
    liaison.press(row.locator("a[href*='/meetings/']"))
    liaison.link("/requests/")
    liaison.press(liaison.page.locator("li[data-row]", has_text=walk.name(asker, liaison)).locator("[value=would]"))


def _ask_beyond(walk: Walk, asked: int) -> int:
    """Somebody with room for one more asks that organization, too; who."""
    taken = {one.asking for one in walk.asked.requests} | {one.asked for one in walk.asked.requests}
    asked_here = walk.parties.index(asked)
    partners = {(one.asking, one.asked) for one in walk.asked.requests} | set(walk.asked.apart)
    talks = Counter(number for one in walk.asked.requests for number in (one.asking, one.asked))
    free = (
        number
        for number in sorted(taken)
        if talks[number] < MOST_TALKS and number != asked_here
        and not {(number, asked_here), (asked_here, number)} & partners
        and walk.asked.bodies[number].side != walk.asked.bodies[asked_here].side
    )  # fmt: skip
    asker = walk.parties[next(free)]
    with walk.inside() as event:
        write(lambda: requests.ask(event, asker, asked, requests.Wanted(), act=acting()))
    return asker
