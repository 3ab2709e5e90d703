"""Reading timetables: what they are made from, drafts, publications, meetings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, union
from sqlalchemy.orm import aliased, contains_eager, joinedload

from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import folded
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import name_in
from eventmgr.identity.directory.queries import get_name_column
from eventmgr.matchmaking.meeting_parties import queries as parties
from eventmgr.matchmaking.meeting_parties.availability import spans_of
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyAbsence, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans import queries as planning
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingPlan, MeetingTable, Stage, TableClosure
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.timetables.models import (
    CHANGEABLE,
    UNFINISHED,
    DraftState,
    Meeting,
    MeetingState,
    Publication,
    TimetableDraft,
)
from eventmgr.matchmaking.timetables.task.instance import Away, Rows, away_of, never
from eventmgr.matchmaking.timetables.task.places import Place, Sides
from eventmgr.tools.web.paging import Key, Page, get_page


def load_rows(event: Event, plan: MeetingPlan, *, at: datetime | None = None) -> Rows:
    """All that a timetable of the event is made from, in the order in which the scheduler counts, and what has begun by
    then (`at`); a fixed number of statements."""
    return Rows(
        plan=plan,
        slots=slots_of(planning.list_blocks(event.id), event.timezone),
        halls=planning.list_halls(event.id),
        tables=planning.list_tables(event.id),
        closures=list_closures(event.id),
        assistants=planning.list_assistants(event.id),
        parties=parties.list_parties(event.id),
        representatives=parties.list_representatives(event.id),
        absences=list_away(event),
        requests=list_accepted(event.id),
        at=at,
        begun=list_begun(event.id, at=at) if at is not None else (),
    )


def list_begun(event_id: int, *, at: datetime) -> list[Place]:
    """Where the meetings stand that have begun by then, by request."""
    query = select(Meeting).where(Meeting.event_id == event_id, Meeting.state != MeetingState.CANCELLED)
    return [
        Place(
            meeting.request_id,
            meeting.starts_at,
            meeting.table_id,
            (meeting.asker_seat_id, meeting.asked_seat_id),
            tuple(meeting.assistant_ids),
        )
        for meeting in db.session.scalars(query.where(Meeting.starts_at <= at).order_by(Meeting.request_id))
    ]


def list_away(event: Event) -> list[Away]:
    """Who cannot when: own absences, those of the office, what follows from the agenda, and who is not expected any
    more; a fixed number of statements."""
    absent = [never(party, seat) for party, seat in parties.list_absentees(event.id)]
    return [*away_of(spans_of(event), parties.list_representatives(event.id)), *absent]


def list_away_parties(event: Event, plan: MeetingPlan, wanted: Collection[int]) -> list[Away]:
    """When nobody can, and when one of these parties cannot as a whole; two statements."""
    common = set(plan.common_items)
    items = parties.list_item_times(event.id) if common else []
    away = [Away(None, None, starts_at, ends_at) for number, _title, starts_at, ends_at in items if number in common]
    query = select(PartyAbsence.party_id, PartyAbsence.starts_at, PartyAbsence.ends_at)
    query = query.where(PartyAbsence.party_id.in_(sorted(wanted)), PartyAbsence.representative_id.is_(None))
    return [*away, *(Away(row[0], None, row[1], row[2]) for row in db.session.execute(query))]


def list_closures(event_id: int) -> list[TableClosure]:
    """When tables of the event are out of use."""
    query = select(TableClosure).join(MeetingTable, MeetingTable.id == TableClosure.table_id)
    query = query.where(MeetingTable.event_id == event_id).order_by(TableClosure.id)
    return list(db.session.scalars(query))


def list_accepted(event_id: int) -> list[MeetingRequest]:
    """Accepted requests of the event, by number."""
    query = select(MeetingRequest).where(
        MeetingRequest.event_id == event_id, MeetingRequest.state == RequestState.ACCEPTED
    )
    return list(db.session.scalars(query.order_by(MeetingRequest.id)))


def get_draft(event: Event, number: int) -> TimetableDraft:
    """A draft of that event by its number; discarded ones are gone.

    Raises:
        NotFound: no such draft here.
    """
    draft = find_draft(event.id, number)
    if draft is None or draft.state is DraftState.DISCARDED:
        raise NotFound(_("This event has no such draft of a timetable."))
    return draft


def find_draft(event_id: int, number: int) -> TimetableDraft | None:
    """A draft by its number, whatever became of it; None: the event never had it."""
    return db.session.scalar(select(TimetableDraft).where(_is(event_id, number)))


def get_locked_draft(event: Event, number: int) -> TimetableDraft:
    """The same, read anew and its row locked until the transaction ends.

    Raises:
        NotFound: no such draft here.
    """
    query = (
        select(TimetableDraft)
        .where(_is(event.id, number))
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    )
    draft = db.session.scalar(query)
    if draft is None or draft.state is DraftState.DISCARDED:
        raise NotFound(_("This event has no such draft of a timetable."))
    return draft


def find_key(event_id: int, number: int) -> tuple[int, int] | None:
    """(id, revision) of a draft that can be changed by hand, without reading its places; None: there is none of that
    number."""
    query = select(TimetableDraft.id, TimetableDraft.revision)
    row = db.session.execute(query.where(_is(event_id, number), TimetableDraft.state.in_(CHANGEABLE))).first()
    return (row.id, row.revision) if row else None


def is_being_made(event_id: int) -> bool:
    """Whether a draft of the event waits for a worker, or has one."""
    query = select(TimetableDraft.id).where(TimetableDraft.event_id == event_id, TimetableDraft.state.in_(UNFINISHED))
    return db.session.scalar(query.limit(1)) is not None


def find_draft_by_id(draft_id: int, *, lock: bool = False) -> TimetableDraft | None:
    """A draft for a worker that knows its id; with `lock` its row is locked until the transaction ends."""
    query = select(TimetableDraft).where(TimetableDraft.id == draft_id).execution_options(populate_existing=True)
    return db.session.scalar(query.with_for_update(key_share=True) if lock else query)


def list_drafts(event_id: int) -> list[TimetableDraft]:
    """Drafts that are not discarded, the latest first."""
    query = select(TimetableDraft).where(
        TimetableDraft.event_id == event_id, TimetableDraft.state != DraftState.DISCARDED
    )
    return list(db.session.scalars(query.order_by(TimetableDraft.number.desc())))


def find_last_number(event_id: int) -> int:
    """The number of the event's latest draft, discarded ones too; 0: it has had none."""
    return db.session.scalar(select(func.max(TimetableDraft.number)).where(TimetableDraft.event_id == event_id)) or 0


def list_publications(event_id: int) -> list[Publication]:
    """What was published, the latest first, without the places."""
    query = select(Publication).where(Publication.event_id == event_id).order_by(Publication.number.desc())
    return list(db.session.scalars(query))


def find_last_publication(event_id: int) -> Publication | None:
    """What was published last; None: nothing yet."""
    query = select(Publication).where(Publication.event_id == event_id).order_by(Publication.number.desc())
    return db.session.scalar(query.limit(1))


def get_publication(event: Event, number: int) -> Publication:
    """One publication of the event by its number.

    Raises:
        NotFound: no such publication here.
    """
    query = select(Publication).where(Publication.event_id == event.id, Publication.number == number)
    found = db.session.scalar(query)
    if found is None:
        raise NotFound(_("This event has no such publication of a timetable."))
    return found


def list_meetings(event_id: int) -> list[Meeting]:
    """All meetings of the event that were ever published, with their requests, by request."""
    query = select(Meeting).where(Meeting.event_id == event_id).order_by(Meeting.request_id)
    return list(db.session.scalars(query.options(joinedload(Meeting.request))))


def find_meeting(request_id: int) -> Meeting | None:
    """The meeting of a request; None: it was never published."""
    return db.session.scalar(select(Meeting).where(Meeting.request_id == request_id))


def list_sides(event_id: int, requests: Collection[int]) -> dict[int, Sides]:
    """Request → who is in it, of these requests of the event."""
    return _sides(event_id, MeetingRequest.id.in_(sorted(requests)))


def list_sides_of_parties(event_id: int, parties: Collection[int]) -> dict[int, Sides]:
    """Request → who is in it, of all requests in which one of these parties is."""
    numbers = sorted(parties)
    return _sides(event_id, or_(MeetingRequest.asker_id.in_(numbers), MeetingRequest.asked_id.in_(numbers)))


def _sides(event_id: int, condition: ColumnElement[bool]) -> dict[int, Sides]:
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    asking_organization, asked_organization = aliased(Organization), aliased(Organization)
    query = (
        select(
            MeetingRequest.id,
            MeetingRequest.asker_id,
            MeetingRequest.asked_id,
            asking_organization.name,
            asked_organization.name,
        )
        .join(asker, asker.id == MeetingRequest.asker_id)
        .join(asked, asked.id == MeetingRequest.asked_id)
        .join(asking_organization, asking_organization.id == asker.organization_id)
        .join(asked_organization, asked_organization.id == asked.organization_id)
        .where(MeetingRequest.event_id == event_id, condition)
    )
    return {row[0]: Sides(*row[1:]) for row in db.session.execute(query)}


def get_parties_window(
    event_id: int, *, q: str, side: str, province: str, cursor: str | None, size: int
) -> Page[MeetingParty]:
    """Active parties by the name of their organization, as many as a grid shows, with the organizations.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    query = select(MeetingParty).join(MeetingParty.organization)
    query = query.where(MeetingParty.event_id == event_id, MeetingParty.state == PartyState.ACTIVE)
    if q:
        escaped = folded(q).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        query = query.where(Organization.name_key.like(f"%{escaped}%", escape="\\"))
    if side:
        query = query.where(MeetingParty.side == side)
    if province:
        query = query.where(MeetingParty.province_code == province)
    keys = [Key(Organization.pinyin_key), Key(MeetingParty.id)]
    return get_page(query.options(contains_eager(MeetingParty.organization)), keys, cursor, size=size)


def get_tables_window(event_id: int, *, hall_id: int | None, cursor: str | None, size: int) -> Page[MeetingTable]:
    """Tables by their number, as many as a grid shows.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    query = select(MeetingTable).where(MeetingTable.event_id == event_id)
    if hall_id is not None:
        query = query.where(MeetingTable.hall_id == hall_id)
    return get_page(query, [Key(MeetingTable.number)], cursor, size=size)


def find_names(parties: Collection[int]) -> dict[int, str]:
    """Party → name of its organization, in the language that is spoken."""
    query = select(MeetingParty.id, Organization.name, Organization.name_en).join(MeetingParty.organization)
    rows = db.session.execute(query.where(MeetingParty.id.in_(sorted(parties))))
    return {party: name_in(language(), name, name_en) for party, name, name_en in rows}


@dataclass(frozen=True)
class OwnMeeting:
    """A meeting as one of its parties sees it."""

    id: int
    request_id: int
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    table: int | None
    """The number on it."""
    hall: dict[str, str] | None
    partner_id: int
    partner: str
    partner_en: str
    own_seat: str
    partner_seat: str
    """Who sits there; empty: nobody by name."""
    is_partner_open: bool
    """It is to be held, and nobody comes for the partner at present."""
    own_seat_id: int | None
    former_ids: list[Any]
    assistant_ids: list[Any]
    uid: str
    sequence: int
    calendar_changed_at: datetime
    created_at: datetime


def is_to_come(event_id: int, *, after: datetime) -> ColumnElement[bool]:
    """Whether a meeting stands that is not over by then."""
    is_placed = (Meeting.event_id == event_id) & (Meeting.state == MeetingState.PLACED)
    return select(Meeting.id).where(is_placed, Meeting.ends_at > after).exists()


def list_to_come(event_id: int, *, after: datetime) -> list[tuple[datetime, datetime, int, str]]:
    """(start, end, representative, name) of who sits in meetings that stand and are not over by then, by time."""
    sits = or_(Meeting.asker_seat_id == PartyRepresentative.id, Meeting.asked_seat_id == PartyRepresentative.id)
    query = select(Meeting.starts_at, Meeting.ends_at, PartyRepresentative.id, PartyRepresentative.name)
    query = query.join(PartyRepresentative, sits).where(
        Meeting.event_id == event_id, Meeting.state == MeetingState.PLACED, Meeting.ends_at > after
    )
    rows = db.session.execute(query.order_by(Meeting.starts_at, Meeting.id, PartyRepresentative.id))
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def count_to_come(registration_ids: Collection[int], *, after: datetime) -> int:
    """In how many meetings that stand and are not over by then the people of these registrations sit."""
    sits = Meeting.asker_seat_id == PartyRepresentative.id
    faces = Meeting.asked_seat_id == PartyRepresentative.id
    query = select(func.count(Meeting.id.distinct())).join(PartyRepresentative, or_(sits, faces))
    query = query.where(PartyRepresentative.registration_id.in_(sorted(registration_ids)))
    query = query.where(Meeting.state == MeetingState.PLACED, Meeting.ends_at > after)
    return db.session.scalar(query) or 0


def list_meetings_of_party(party_id: int) -> list[OwnMeeting]:
    """The party's meetings by time, cancelled ones too; one statement."""
    return _own_meetings((party_id,))[party_id]


def list_meetings_of_parties(parties: Collection[int]) -> dict[int, list[OwnMeeting]]:
    """Number of a party → its meetings; one statement for all."""
    return _own_meetings(parties)


def _rows_of_parties(ids: Sequence[int]) -> Any:
    """The statement of the meetings of these parties, with names of both sides, table and hall, by time."""
    asking_organization, asked_organization = aliased(Organization), aliased(Organization)
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    sits, faces = aliased(PartyRepresentative), aliased(PartyRepresentative)
    return (
        select(
            Meeting,
            MeetingRequest.asker_id,
            MeetingRequest.asked_id,
            asking_organization,
            asked_organization,
            sits.name,
            faces.name,
        )
        .add_columns(MeetingTable.number, MeetingHall.name)
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(asker, asker.id == MeetingRequest.asker_id)
        .join(asked, asked.id == MeetingRequest.asked_id)
        .join(asking_organization, asking_organization.id == asker.organization_id)
        .join(asked_organization, asked_organization.id == asked.organization_id)
        .outerjoin(sits, sits.id == Meeting.asker_seat_id)
        .outerjoin(faces, faces.id == Meeting.asked_seat_id)
        .outerjoin(MeetingTable, MeetingTable.id == Meeting.table_id)
        .outerjoin(MeetingHall, MeetingHall.id == MeetingTable.hall_id)
        .where(or_(MeetingRequest.asker_id.in_(ids), MeetingRequest.asked_id.in_(ids)))
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _own_meetings(parties: Collection[int]) -> dict[int, list[OwnMeeting]]:
    wanted = set(parties)
    meetings_of: dict[int, list[OwnMeeting]] = {party: [] for party in wanted}
    rows = db.session.execute(_rows_of_parties(sorted(wanted)))
    for meeting, asker_id, asked_id, first, second, asker_name, asked_name, table, hall in rows:
        for own, partner_id, partner, seat, seat_id, facing, faced_id in (
            (asker_id, asked_id, second, asker_name, meeting.asker_seat_id, asked_name, meeting.asked_seat_id),
            (asked_id, asker_id, first, asked_name, meeting.asked_seat_id, asker_name, meeting.asker_seat_id),
        ):
            is_open = meeting.state is MeetingState.PLACED and faced_id is None
            if own in wanted:
                meetings_of[own].append(
                    OwnMeeting(
                        meeting.id,
                        meeting.request_id,
                        meeting.state,
                        meeting.starts_at,
                        meeting.ends_at,
                        table,
                        hall,
                        partner_id,
                        partner.name,
                        partner.name_en,
                        seat or "",
                        facing or "",
                        is_open,
                        seat_id,
                        meeting.former_ids,
                        meeting.assistant_ids,
                        meeting.uid,
                        meeting.sequence,
                        meeting.calendar_changed_at,
                        meeting.created_at,
                    )
                )
    return meetings_of


def list_representatives_of_registration(registration_id: int) -> list[PartyRepresentative]:
    """As whom a participant sits at tables, or sat for a party that has left, with party, organization and event; one
    statement."""
    party = joinedload(PartyRepresentative.party)
    query = select(PartyRepresentative).join(PartyRepresentative.party)
    query = query.where(PartyRepresentative.registration_id == registration_id)
    return list(
        db.session.scalars(
            query.options(party.joinedload(MeetingParty.organization), party.joinedload(MeetingParty.event)).order_by(
                PartyRepresentative.id
            )
        )
    )


def get_standing_window(
    event_id: int, since: datetime, until: datetime, *, cursor: str | None, size: int
) -> Page[tuple[Meeting, str, str, int | None, int | None]]:
    """Meetings that stand and begin in the span, by time: with both names in the language spoken, the table's number
    and its hall.

    Raises:
        BadValue: `cursor` is none of this list.
    """
    asking_organization, asked_organization = aliased(Organization), aliased(Organization)
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    query: Any = (
        select(
            Meeting,
            *map(get_name_column, (asking_organization, asked_organization)),
            MeetingTable.number,
            MeetingTable.hall_id,
        )
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(asker, asker.id == MeetingRequest.asker_id)
        .join(asked, asked.id == MeetingRequest.asked_id)
        .join(asking_organization, asking_organization.id == asker.organization_id)
        .join(asked_organization, asked_organization.id == asked.organization_id)
        .outerjoin(MeetingTable, MeetingTable.id == Meeting.table_id)
        .where(Meeting.event_id == event_id, Meeting.state != MeetingState.CANCELLED)
        .where(Meeting.starts_at >= since, Meeting.starts_at < until)
    )
    return get_page(query, [Key(Meeting.starts_at), Key(Meeting.id)], cursor, size=size)


def count_standing(event_id: int) -> tuple[int, int]:
    """(meetings that are not cancelled, organizations that have one)."""
    standing = (Meeting.event_id == event_id) & (Meeting.state != MeetingState.CANCELLED)
    asker = select(MeetingRequest.asker_id).join(Meeting, Meeting.request_id == MeetingRequest.id).where(standing)
    asked = select(MeetingRequest.asked_id).join(Meeting, Meeting.request_id == MeetingRequest.id).where(standing)
    parties = union(asker, asked).subquery()
    meetings = db.session.scalar(select(func.count()).select_from(Meeting).where(standing)) or 0
    return meetings, db.session.scalar(select(func.count()).select_from(parties)) or 0


def _is(event_id: int, number: int) -> ColumnElement[bool]:
    return and_(TimetableDraft.event_id == event_id, TimetableDraft.number == number)


def list_seat_faults(*, after: datetime) -> list[tuple[int, str]]:
    """(meeting, fault) of meetings that begin later at published timetables, where who is said to come does not."""
    faults = []
    for seat, side in (
        (Meeting.asker_seat_id, MeetingRequest.asker_id),
        (Meeting.asked_seat_id, MeetingRequest.asked_id),
    ):
        query = (
            select(Meeting.id, side, MeetingParty.state, PartyRepresentative.party_id)
            .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
            .join(MeetingPlan, MeetingPlan.event_id == Meeting.event_id)
            .join(MeetingParty, MeetingParty.id == side)
            .outerjoin(PartyRepresentative, PartyRepresentative.id == seat)
            .outerjoin(Registration, Registration.id == PartyRepresentative.registration_id)
            .where(
                Meeting.state == MeetingState.PLACED,
                Meeting.starts_at > after,
                MeetingPlan.stage != Stage.NONE,
                or_(
                    MeetingParty.state == PartyState.LEFT,
                    PartyRepresentative.party_id != side,
                    and_(Registration.id.is_not(None), ~parties.is_expected()),
                ),
            )
            .order_by(Meeting.id)
        )
        for number, party, state, of_party in db.session.execute(query):
            fault = (
                f"party {party} takes part no more"
                if state is PartyState.LEFT
                else f"a representative of another party sits for party {party}"
                if of_party != party
                else f"who sits for party {party} comes no more"
            )
            faults.append((number, fault))
    return faults
