"""Reading the seats that participants see: of published plans, of those who hold a place."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.seating.models import SeatingPlace, SeatingPlan


class OwnPlace(NamedTuple):
    """A person's seat and the occasion."""

    registration_id: int
    row: int
    number: int
    plan: SeatingPlan
    item: AgendaItem | None

    @property
    def at(self) -> datetime | None:
        """When it begins, if that is known."""
        return self.item.starts_at if self.item is not None else self.plan.held_at


def _published() -> Select[int, int, int, SeatingPlan, AgendaItem]:
    place = SeatingPlace
    return (
        select(place.registration_id, place.row, place.number, SeatingPlan, AgendaItem)  # type: ignore[return-value]
        .join(SeatingPlan, SeatingPlan.id == place.plan_id)
        .join(Registration, Registration.id == place.registration_id)
        .outerjoin(AgendaItem, AgendaItem.id == SeatingPlan.item_id)
        .where(
            SeatingPlan.published_at.is_not(None),
            place.row.is_not(None),
            Registration.status.in_(HOLDING),
            Registration.restricted_at.is_(None),
        )
        .order_by(SeatingPlan.id, place.registration_id)
    )


def list_own_places(registration_id: int) -> list[OwnPlace]:
    """Published seats of one person."""
    query = _published().where(SeatingPlace.registration_id == registration_id)
    return _by_time(query)


def list_published_places(event_id: int, people: Collection[int] | None = None) -> list[OwnPlace]:
    """Published seats of everybody at the event, or of these."""
    query = _published().where(SeatingPlan.event_id == event_id)
    if people is not None:
        query = query.where(SeatingPlace.registration_id.in_(sorted(people)))
    return _by_time(query)


def _by_time(query: Select[int, int, int, SeatingPlan, AgendaItem]) -> list[OwnPlace]:
    """In the order of the gatherings; those of which no time is known come last."""
    found = [OwnPlace(*row) for row in db.session.execute(query)]
    return sorted(found, key=lambda own: own.at or datetime.max.replace(tzinfo=UTC))
