"""Reading stops, batches, who is admitted where, and findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.registration.in_order import official_order
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import Bilingual, _, language
from eventmgr.programme.study_visits.admitting import Applicant, Reason, refused_of
from eventmgr.programme.study_visits.batching import Place, Problem, Visitor, batches_needed
from eventmgr.programme.study_visits.models import VisitBatch, VisitFinding, VisitPlace, VisitStop
from eventmgr.tools.web.paging import Key, Page, get_page

_R, _B, _P, _F = Registration, VisitBatch, VisitPlace, VisitFinding


def list_visit_items(event_id: int) -> list[AgendaItem]:
    """Agenda items of the kind visit, in their order."""
    return [item for item in list_items(event_id) if item.kind is ItemKind.VISIT]


def list_former_visit_items(event_id: int) -> list[AgendaItem]:
    """Agenda items that are something else now and have been stops; one statement."""
    query = select(AgendaItem).join(VisitStop, VisitStop.item_id == AgendaItem.id)
    query = query.where(VisitStop.event_id == event_id, AgendaItem.kind != ItemKind.VISIT)
    return list(db.session.scalars(query.order_by(AgendaItem.id)))


def get_visit_item(event: Event, item_id: int) -> AgendaItem:
    """One of them.

    Raises:
        NotFound: there is none of that number.
    """
    found = next((item for item in list_visit_items(event.id) if item.id == item_id), None)
    if found is None:
        raise NotFound(_("There is no such stop."))
    return found


def find_stop(item_id: int) -> VisitStop | None:
    """What is known of that stop, as the database has it now."""
    return db.session.get(VisitStop, item_id, populate_existing=True)


def list_stops(event_id: int) -> dict[int, VisitStop]:
    """Agenda item → stop, of those that take place."""
    query = (
        select(VisitStop)
        .join(AgendaItem, AgendaItem.id == VisitStop.item_id)
        .where(VisitStop.event_id == event_id, AgendaItem.is_cancelled.is_(False), AgendaItem.kind == ItemKind.VISIT)
        .order_by(AgendaItem.starts_at, AgendaItem.position, AgendaItem.id)
    )
    return {stop.item_id: stop for stop in db.session.scalars(query)}


def list_batches(item_ids: Collection[int]) -> dict[int, list[VisitBatch]]:
    """Stop → its batches by number."""
    batches: dict[int, list[VisitBatch]] = defaultdict(list)
    query = select(_B).where(_B.item_id.in_(sorted(item_ids))).order_by(_B.item_id, _B.number)
    for batch in db.session.scalars(query):
        batches[batch.item_id].append(batch)
    return dict(batches)


def list_places(item_ids: Collection[int]) -> dict[int, dict[int, VisitPlace]]:
    """Stop → number of a registration → its place."""
    found: dict[int, dict[int, VisitPlace]] = defaultdict(dict)
    for place in db.session.scalars(select(_P).where(_P.item_id.in_(sorted(item_ids)))):
        found[place.item_id][place.registration_id] = place
    return dict(found)


def list_applicants(event_id: int, *, only: int | None = None) -> list[Applicant]:
    """Who holds a place and is not only kept, in official order.

    Args:
        only: the number of one registration.
    """
    query: Any = select(
        _R.id,
        _R.name,
        _R.organization_name,
        _R.unit_code,
        _R.role,
        _R.sector_code,
        _R.country_code,
        _R.title,
        _R.name_latin,
        get_organization_column(language()),
    ).where(_R.event_id == event_id, _R.status.in_(HOLDING), _R.restricted_at.is_(None))
    if only is not None:
        query = query.where(_R.id == only)
    return [Applicant(*row) for row in db.session.execute(query.order_by(*official_order()))]


@dataclass(frozen=True)
class Stop:
    """A stop as it stands: who is admitted, who is not, and in which batch everybody is."""

    row: VisitStop
    item: AgendaItem
    people: tuple[Applicant, ...]
    refused: Mapping[int, Reason]
    batches: tuple[VisitBatch, ...] = ()
    places: Mapping[int, VisitPlace] = field(default_factory=dict)

    @property
    def admitted(self) -> list[Applicant]:
        """The people whom the host admits."""
        return [person for person in self.people if person.id not in self.refused]

    @property
    def needed(self) -> int:
        """How many batches it needs at least."""
        return batches_needed(len(self.admitted), self.row.capacity)

    @property
    def is_whole(self) -> bool:
        """Whether everybody visits the stop together."""
        return not self.batches and self.needed == 1

    def batch_of(self, number: int) -> VisitBatch | None:
        """The batch of a registration that is admitted."""
        place = self.places.get(number)
        if place is None or number in self.refused:
            return None
        return next((batch for batch in self.batches if batch.id == place.batch_id), None)

    def window(self, batch: VisitBatch) -> tuple[datetime, datetime]:
        """When that batch is there."""
        starts_at = self.item.starts_at + timedelta(minutes=batch.after)
        return starts_at, starts_at + timedelta(minutes=batch.minutes)

    def members(self, batch: VisitBatch) -> list[Applicant]:
        """Who is in it and admitted, in the order of the list."""
        return [person for person in self.admitted if self.batch_of(person.id) is batch]

    def problem(self, number: int | None = None) -> Problem:
        """What is to be placed, over so many batches; as many as there are, or are needed, if not told."""
        rank = {batch.id: place for place, batch in enumerate(self.batches)}
        now = {
            one: Place(rank[place.batch_id], place.is_locked)
            for one, place in self.places.items()
            if place.batch_id in rank
        }
        visitors = [Visitor(person.id, person.unit_code) for person in self.admitted]
        wanted = max(len(self.batches), self.needed) if number is None else number
        return Problem(visitors, self.row.capacity or max(len(visitors), 1), wanted, now)


def list_whole_stops(event_id: int, *, only: int | None = None) -> list[Stop]:
    """All stops of the event as they stand, in the order of the agenda; the same number of statements however many.

    Args:
        only: for one registration alone.
    """
    rows = list_stops(event_id)
    if not rows:
        return []
    items = {item.id: item for item in list_items(event_id)}
    people, batches, places = list_applicants(event_id, only=only), list_batches(rows), list_places(rows)
    return [
        Stop(
            row,
            items[number],
            tuple(people),
            refused_of(row, people),
            tuple(batches.get(number, ())),
            places.get(number, {}),
        )
        for number, row in rows.items()
        if number in items
    ]


def get_whole_stop(event: Event, item_id: int) -> Stop:
    """One of them.

    Raises:
        NotFound: there is none of that number, or nothing is known of it yet.
    """
    found = next((stop for stop in list_whole_stops(event.id) if stop.item.id == item_id), None)
    if found is None:
        raise NotFound(_("There is no such stop."))
    return found


class Written(NamedTuple):
    """A finding with whose it is; without a person once their information was deleted."""

    finding: VisitFinding
    name: str | None
    organization: str | None
    unit_code: str | None


def is_anybody_here(event_id: int) -> bool:
    """Whether anybody was marked as having come to the event."""
    query = select(_R.id).where(_R.event_id == event_id, _R.status == Status.ATTENDED).limit(1)
    return db.session.scalar(query) is not None


def list_findings(event_id: int) -> dict[int, list[Written]]:
    """Stop → its findings in the order in which they were written; nobody's who is only kept."""
    query = (
        select(_F, _R.name, get_organization_column(language()), _R.unit_code)
        .join(VisitStop, VisitStop.item_id == _F.item_id)
        .outerjoin(_R, _R.id == _F.registration_id)
        .where(VisitStop.event_id == event_id, _R.restricted_at.is_(None))
        .order_by(_F.item_id, _F.written_at, _F.id)
    )
    found: dict[int, list[Written]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row[0].item_id].append(Written(*row))
    return dict(found)


def count_findings(event_id: int) -> dict[int, int]:
    """Stop → how many findings stand there; nobody's who is only kept."""
    query = (
        select(_F.item_id, func.count())
        .join(VisitStop, VisitStop.item_id == _F.item_id)
        .outerjoin(_R, _R.id == _F.registration_id)
        .where(VisitStop.event_id == event_id, _R.restricted_at.is_(None))
    )
    return {item_id: int(n) for item_id, n in db.session.execute(query.group_by(_F.item_id))}


def list_findings_page(event_id: int, cursor: str | None) -> Page[tuple[AgendaItem, Written]]:
    """One page of the findings of stops that the agenda still has, in its order, then as they were written."""
    query: Any = (
        select(AgendaItem, _F, _R.name, get_organization_column(language()), _R.unit_code)
        .join(AgendaItem, AgendaItem.id == _F.item_id)
        .join(VisitStop, VisitStop.item_id == _F.item_id)
        .outerjoin(_R, _R.id == _F.registration_id)
        .where(
            VisitStop.event_id == event_id,
            AgendaItem.kind == ItemKind.VISIT,
            AgendaItem.is_cancelled.is_(False),
            _R.restricted_at.is_(None),
        )
    )
    keys = [Key(AgendaItem.starts_at), Key(_F.item_id), Key(_F.written_at), Key(_F.id)]
    page = get_page(query, keys, cursor)
    return replace(page, rows=[(row[0], Written(*row[1:])) for row in page.rows])


def get_finding(event: Event, finding_id: int) -> VisitFinding:
    """One finding of that event.

    Raises:
        NotFound: there is none of that number.
    """
    query = select(_F).join(VisitStop, VisitStop.item_id == _F.item_id)
    found = db.session.scalar(query.where(VisitStop.event_id == event.id, _F.id == finding_id))
    if found is None:
        raise NotFound(_("There is no such finding."))
    return found


def list_findings_of(registration_id: int) -> dict[int, VisitFinding]:
    """Stop → what this person found there."""
    rows = db.session.scalars(select(_F).where(_F.registration_id == registration_id).order_by(_F.item_id))
    return {row.item_id: row for row in rows}


def list_own_findings(ids: Collection[int]) -> list[VisitFinding]:
    """What these registrations have noted at visits."""
    return list(db.session.scalars(select(_F).where(_F.registration_id.in_(sorted(ids))).order_by(_F.id)))


def list_foreign_places() -> list[tuple[int, int]]:
    """(stop, registration) of places whose registration is of another event, or whose batch is of another stop."""
    query = (
        select(_P.item_id, _P.registration_id)
        .join(_B, _B.id == _P.batch_id)
        .join(_R, _R.id == _P.registration_id)
        .join(VisitStop, VisitStop.item_id == _P.item_id)
        .where(or_(_B.item_id != _P.item_id, _R.event_id != VisitStop.event_id))
    )
    return [(item_id, number) for item_id, number in db.session.execute(query)]


def list_titles(item_ids: Collection[int]) -> dict[int, Bilingual]:
    """Stop → its title on the agenda."""
    query = select(AgendaItem.id, AgendaItem.title).where(AgendaItem.id.in_(sorted(item_ids)))
    return {row.id: row.title for row in db.session.execute(query)}
