"""Reading timetables: what they are made from, drafts, publications, meetings."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import joinedload

from eventmgr.db import db
from eventmgr.errors import NotFound
from eventmgr.events.models import Event
from eventmgr.i18n import _
from eventmgr.meetings.parties import queries as parties
from eventmgr.meetings.planning import queries as planning
from eventmgr.meetings.planning.models import MeetingPlan, MeetingTable, TableClosure
from eventmgr.meetings.planning.slots import slots_of
from eventmgr.meetings.requests.models import MeetingRequest, RequestState
from eventmgr.meetings.timetables.instance import Away, Rows
from eventmgr.meetings.timetables.models import CHANGEABLE, UNFINISHED, DraftState, Meeting, Publication, TimetableDraft


def load_rows(event: Event, plan: MeetingPlan) -> Rows:
    """All that a timetable of the event is made from, in the order in which the scheduler counts; a fixed number of statements."""
    return Rows(
        plan=plan,
        slots=slots_of(planning.list_blocks(event.id), event.timezone),
        halls=planning.list_halls(event.id),
        tables=planning.list_tables(event.id),
        closures=list_closures(event.id),
        assistants=planning.list_assistants(event.id),
        parties=parties.list_parties(event.id),
        representatives=parties.list_representatives(event.id),
        absences=[
            Away(row.party_id, row.representative_id, row.starts_at, row.ends_at)
            for row in parties.list_absences(event.id)
        ],
        requests=list_accepted(event.id),
    )


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
    """(id, revision) of a draft that can be changed by hand, without reading its places; None: there is none of that number."""
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


def _is(event_id: int, number: int) -> ColumnElement[bool]:
    return and_(TimetableDraft.event_id == event_id, TimetableDraft.number == number)
