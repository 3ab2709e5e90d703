"""Parties by hand: entered, changed, gone and back; when they cannot, whom they shall not meet, and what a party sets
itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from eventmgr.event.events.derived.opening import is_over
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.ground.text import folded
from eventmgr.identity.directory import likeness
from eventmgr.identity.directory.naming import organization_name
from eventmgr.identity.directory.queries import list_organization_numbers
from eventmgr.identity.directory.statements import add_organization, vouch
from eventmgr.matchmaking.meeting_parties import queries, statements
from eventmgr.matchmaking.meeting_parties.labels import side_of
from eventmgr.matchmaking.meeting_parties.models import (
    AbsenceSource,
    MeetingParty,
    PartyAbsence,
    PartyExclusion,
    PartyKind,
    PartyState,
)
from eventmgr.matchmaking.meeting_parties.signals import party_left
from eventmgr.matchmaking.meeting_plans.queries import get_locked_plan, list_tables
from eventmgr.matchmaking.meeting_plans.slots import Span
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
    """The organization of that name takes part; it is added to the directory where it is new. Call it before the event
    is locked.

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
    before = _recorded(party)
    _check(event, party, values)
    _set(event, party, values)
    changes = difference(before, _recorded(party))
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
    """The region sets of the event have changed: who was of one that is gone, or of none, is of the one of its
    province."""
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


def _recorded(party: MeetingParty) -> dict[str, object]:
    return {name: getattr(party, name) for name in asdict(Values(PartyKind.COMPANY))}


def set_absences(
    party: MeetingParty, spans: Mapping[int | None, Sequence[Span]], source: AbsenceSource, *, act: Act
) -> None:
    """What this source says of when they cannot is `spans`; what others said stays.

    Args:
        spans: number of a representative, or None for all of them → the spans.

    Raises:
        NotFound: the party has no such representative.
        Refusal: the event is over.
    """
    get_locked_plan(party.event_id)
    if is_over(party.event, at=act.at):
        raise Refusal(_("The event is over. Nothing can be changed here any more."))
    known = {seat.id for seat in queries.list_representatives_of(party.id)}
    if spans.keys() - known - {None}:
        raise NotFound(_("This organization has no such representative."))
    wanted = {(number, start, end) for number, listed in spans.items() for start, end in listed}
    before = {
        (absence.representative_id, absence.starts_at, absence.ends_at)
        for absence in queries.list_absences_of(party.id)
        if absence.source is source
    }
    if wanted == before:
        return
    statements.delete_absences(party.id, source)
    db.session.add_all(
        PartyAbsence(party_id=party.id, representative_id=number, starts_at=start, ends_at=end, source=source)
        for number, start, end in sorted(wanted, key=lambda absence: (absence[1], absence[2], absence[0] or 0))
    )
    note(party, "absences_set", {"absences": [len(before), len(wanted)]}, act=act)


def exclude(event: Event, own: MeetingParty, other: MeetingParty, *, reason: str, act: Act) -> PartyExclusion:
    """These two shall not meet, whoever asks.

    Raises:
        Refusal: it is one and the same, or they are kept apart already.
    """
    get_locked_plan(event.id)
    if own.id == other.id:
        raise Refusal(_("Select two different organizations."), field="other")
    first, second = sorted((own, other), key=lambda party: party.id)
    if queries.find_exclusion(first.id, second.id) is not None:
        raise Refusal(_("These two are already kept apart."), field="other")
    excluded = PartyExclusion(event_id=event.id, party_id=first.id, other_id=second.id, reason=reason)
    db.session.add(excluded)
    db.session.flush()
    record(act, "created", excluded, event_id=event.id, object_name=_names_of(first, second), reason=reason)
    return excluded


def admit(event: Event, excluded: PartyExclusion, *, act: Act) -> None:
    """These two may meet again."""
    get_locked_plan(event.id)
    first, second = (queries.get_party(event, number) for number in (excluded.party_id, excluded.other_id))
    record(act, "removed", excluded, event_id=event.id, object_name=_names_of(first, second))
    db.session.delete(excluded)


def _names_of(first: MeetingParty, second: MeetingParty) -> str:
    return f"{first.organization.name} — {second.organization.name}"


def share_contact(party: MeetingParty, *, shares: bool, act: Act) -> None:
    """The party consents, or withdraws its consent, to showing the mobile numbers and e-mail addresses of its
    representatives to those with whom it has a meeting that both have accepted. From the moment of a withdrawal they
    are shown to nobody."""
    get_locked_plan(party.event_id)
    if party.shares_contact is shares:
        return
    party.shares_contact, party.shared_at, party.changed_at = shares, act.at if shares else None, act.at
    note(party, "contact_shared" if shares else "contact_hidden", {}, act=act)
