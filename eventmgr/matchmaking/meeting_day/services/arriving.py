"""Somebody comes who was not expected, and two who want to meet at once."""

from __future__ import annotations

from dataclasses import dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory.likeness import organization_key
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.statements import add_organization
from eventmgr.matchmaking.meeting_day.models import ActKind, DayAct
from eventmgr.matchmaking.meeting_day.queries import find_organization
from eventmgr.matchmaking.meeting_day.queries.asking import find_party_of, find_standing
from eventmgr.matchmaking.meeting_day.services.telling import About, Sent, tell
from eventmgr.matchmaking.meeting_parties.labels import side_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import PartyKind
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan
from eventmgr.matchmaking.meeting_requests.models import RequestSource, RequestState
from eventmgr.matchmaking.meeting_requests.services.answering import Answer, accept_held
from eventmgr.matchmaking.meeting_requests.services.asking import Wanted, ask
from eventmgr.matchmaking.meeting_requests.services.holding import Held
from eventmgr.tools.log.services import Act, record
from eventmgr.tools.taxonomy import sort_key


@dataclass(frozen=True)
class Newcomer:
    """Somebody at the desk without registration, as typed there."""

    organization: str
    name: str
    title: str = ""
    mobile: str = ""
    email: str = ""
    kind: PartyKind = PartyKind.COMPANY
    province_code: str = ""
    language: str = "zh"


def walk_in(event: Event, newcomer: Newcomer, sent: Sent, *, act: Act) -> DayAct:
    """The organization takes part from now on with one more representative; one that takes part already gets them
    added."""
    organization = _organization(newcomer, act)
    get_locked_plan(event.id)

    def enter(day_act: DayAct) -> None:
        party = find_party_of(event.id, organization.id)
        is_new = party is None
        if party is None:
            party = MeetingParty(
                event_id=event.id,
                organization_id=organization.id,
                kind=newcomer.kind,
                province_code=newcomer.province_code,
                side=side_of(event, newcomer.province_code),
                sector_code=organization.sector_code or "",
                language=newcomer.language,
                created_at=act.at,
                changed_at=act.at,
            )
            db.session.add(party)
            db.session.flush()
        was_left = party.state is PartyState.LEFT
        party.state = PartyState.ACTIVE
        person = PartyRepresentative(
            party_id=party.id,
            name=newcomer.name,
            title=newcomer.title,
            mobile=newcomer.mobile,
            email=newcomer.email,
            position=0 if is_new else 99,
        )
        db.session.add(person)
        db.session.flush()
        day_act.party_id = party.id
        day_act.before = {"representatives": [person.id], "party": party.id if is_new else None, "was_left": was_left}
        record(act, "walk_in", day_act, event_id=event.id, object_name=organization.name)

    payload = {"name": organization.name, "organization": organization.id}
    return tell(event, ActKind.WALK_IN, sent, About(payload=payload), enter, act=act)


def request_at_desk(event: Event, asker: MeetingParty, asked: MeetingParty, sent: Sent, *, act: Act) -> DayAct:
    """Both stand at the desk and want to meet: their request is accepted at once, and the next repair finds it a place.
    One that waits between them is accepted instead.

    Raises:
        Refusal: it is one and the same (field `asked`); as `requests.services.ask` and `accept`: the two may not meet,
        one of
            them has all its meetings, an accepted request stands between them.
    """
    plan = get_locked_plan(event.id)
    if asker.id == asked.id:
        raise Refusal(_("An organization cannot meet itself. Select two different ones."), field="asked")

    def agree(day_act: DayAct) -> None:
        request = find_standing(event.id, asker.id, asked.id)
        was = request.state.value if request is not None else None
        if request is None or request.asker_id == asked.id or request.state is RequestState.ACCEPTED:
            request = ask(event, asker.id, asked.id, Wanted(), act=act, source=RequestSource.ON_SITE)
        if request.state is RequestState.ASKED:
            accept_held(event, Held(plan, None), request, Answer(), act=act, is_own=False)
        day_act.payload = day_act.payload | {"request": request.id}
        day_act.before = {"request": request.id, "state": was}
        names = f"{asker.organization.name} · {asked.organization.name}"
        record(act, "requested_at_desk", day_act, event_id=event.id, object_name=names)

    payload = {"asker": asker.organization.name, "asked": asked.organization.name}
    return tell(event, ActKind.REQUEST, sent, About(party_id=asker.id, payload=payload), agree, act=act)


def _organization(newcomer: Newcomer, act: Act) -> Organization:
    """The organization of this name, added where it is new; before the plan is locked (decision 0010)."""
    organization = find_organization(newcomer.organization)
    if organization is None:
        name = newcomer.organization
        add_organization(
            {
                "organization": name,
                "name_key": folded(name),
                "organization_likeness": organization_key(name),
                "organization_pinyin": sort_key(name)[:400],
                "province": newcomer.province_code or None,
                "sector": None,
                "by_office": True,
                "at": act.at,
            }
        )
        organization = find_organization(name)
        assert organization is not None
    return organization
