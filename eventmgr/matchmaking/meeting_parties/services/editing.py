"""Parties by hand: entered, changed, gone and back; what a party sets itself."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory import likeness
from eventmgr.identity.directory.naming import organization_name
from eventmgr.identity.directory.queries import list_organization_numbers
from eventmgr.identity.directory.statements import add_organization, vouch
from eventmgr.matchmaking.meeting_parties import queries
from eventmgr.matchmaking.meeting_parties.labels import side_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyKind, PartyState
from eventmgr.matchmaking.meeting_parties.signals import party_left
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_tables
from eventmgr.tools.log.services import Act, Changes, difference, record
from eventmgr.tools.taxonomy import sort_key

MOST_PARTIES = 3000


@dataclass(frozen=True)
class Values:
    """What organizers set for one party; see `MeetingParty`. A side of None follows from the province."""

    kind: PartyKind
    side: str | None = None
    unit_code: str = ""
    province_code: str = ""
    sector_code: str = ""
    group_name: str = ""
    maximum: int | None = None
    minimum: int | None = None
    home_table_id: int | None = None
    language: str = "zh"


def add(event: Event, name: str, values: Values, *, act: Act) -> MeetingParty:
    """The organization of that name takes part; it is added to the directory where it is new. Call it before the event is locked.

    Raises:
        Refusal: it takes part already, or a value does not fit.
    """
    organization_id = _organization(name, values, act=act)
    get_locked_plan(event.id)
    known = queries.find_party_of(event.id, organization_id)
    if known is not None:
        raise Refusal(
            _("This organization already takes part.")
            if known.state is PartyState.ACTIVE
            else _("This organization took part and has left. Let it take part again on its page."),
            field="name",
        )
    if queries.count_parties(event.id) >= MOST_PARTIES:
        raise Refusal(_("At most %(number)s organizations can take part.", number=MOST_PARTIES), field="name")
    party = MeetingParty(event_id=event.id, organization_id=organization_id, created_at=act.at, changed_at=act.at)
    _check(event, party, values)
    _set(event, party, values)
    db.session.add(party)
    db.session.flush()
    note(party, "created", {}, act=act)
    return party


def change(event: Event, party: MeetingParty, values: Values, *, act: Act) -> None:
    """Its values are these.

    Raises:
        Refusal: one does not fit.
    """
    get_locked_plan(event.id)
    before = _told(party)
    _check(event, party, values)
    _set(event, party, values)
    changes = difference(before, _told(party))
    if changes:
        party.changed_at = act.at
        note(party, "changed", changes, act=act)


def leave(event: Event, party: MeetingParty, *, reason: str, act: Act) -> None:
    """It takes part no more: nobody can ask it, its links open nothing, what it had is cancelled. Twice is no fault."""
    get_locked_plan(event.id)
    if party.state is PartyState.LEFT:
        return
    party.state, party.home_table_id, party.changed_at = PartyState.LEFT, None, act.at
    name = party.organization.name
    record(act, "left", party, event_id=event.id, object_name=name, reason=reason)
    party_left.send(party, event=event, act=act)


def rejoin(event: Event, party: MeetingParty, *, act: Act) -> None:
    """It takes part again, with its people; what it had before has ended. Twice is no fault."""
    get_locked_plan(event.id)
    if party.state is PartyState.ACTIVE:
        return
    party.state, party.changed_at = PartyState.ACTIVE, act.at
    note(party, "rejoined", {}, act=act)


def set_own(party: MeetingParty, *, language: str, shows_tentative: bool, act: Act) -> None:
    """What a party sets itself."""
    get_locked_plan(party.event_id)
    before = {"language": party.language, "shows_tentative": party.shows_tentative}
    party.language, party.shows_tentative = language, shows_tentative
    changes = difference(before, {"language": language, "shows_tentative": shows_tentative})
    if changes:
        party.changed_at = act.at
        note(party, "changed", changes, act=act)


def rename_sides(event: Event, *, act: Act) -> None:
    """The region sets of the event have changed: who was of one that is gone, or of none, is of the one of its province."""
    known = {str(one.id) for one in event.region_sets}
    for party in queries.list_parties(event.id):
        if party.side not in known and party.side != (side := side_of(event, party.province_code)):
            before, party.side = party.side, side
            note(party, "changed", {"side": [before, side]}, act=act)


def note(party: MeetingParty, action: str, changes: Changes, *, act: Act) -> None:
    """An entry of the trail about a party."""
    name = party.organization.name
    record(act, action, party, event_id=party.event_id, object_name=name, changes=changes)


def _organization(name: str, values: Values, *, act: Act) -> int:
    key = folded(name)[:200]
    if not key:
        raise Refusal(_("Enter the full name of the organization."), field="name")
    known = list_organization_numbers([key]).get(key)
    if known is not None:
        vouch(known)
        return known
    return add_organization(
        {
            "organization": name,
            "name_key": key,
            "organization_likeness": likeness.organization_key(name),
            "organization_pinyin": sort_key(name)[:400],
            "province": values.province_code or None,
            "sector": values.sector_code or None,
            "by_office": True,
            "at": act.at,
        }
    )


def _check(event: Event, party: MeetingParty, values: Values) -> None:
    plan = get_locked_plan(event.id)
    limits = plan.limits.get(values.kind.value, {})
    maximum = values.maximum if values.maximum is not None else limits.get("maximum", plan.maximum)
    minimum = values.minimum if values.minimum is not None else limits.get("minimum", plan.minimum)
    if minimum > maximum:
        raise Refusal(_("Nobody can be guaranteed more meetings than the maximum."), field="minimum")
    if values.home_table_id is None:
        return
    if values.home_table_id not in {table.id for table in list_tables(event.id)}:
        raise Refusal(_("There is no such table. Choose one from the list."), field="home_table_id")
    sitting = queries.find_party_at(event.id, values.home_table_id)
    if sitting is not None and sitting.id != party.id:
        raise Refusal(
            _("%(name)s always sits at this table.", name=organization_name(sitting.organization)),
            field="home_table_id",
        )


def _set(event: Event, party: MeetingParty, values: Values) -> None:
    for name, value in asdict(values).items():
        if name != "side":
            setattr(party, name, value)
    party.side = side_of(event, values.province_code) if values.side is None else values.side


def _told(party: MeetingParty) -> dict[str, object]:
    return {name: getattr(party, name) for name in asdict(Values(PartyKind.COMPANY))}
