"""Events whose form asks for a discussion group, for tests."""

from __future__ import annotations

from typing import Any

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.events.models import Event
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db
from eventmgr.on_site.signup.models import Signup
from tests.event.registration.applicants import make_applicant
from tests.event.registration.registering import register
from tests.factories import make_event, make_item


def make_asking_event(**values: Any) -> Event:
    """An event whose form asks for a group."""
    return make_event(**{"fields": {"group": "optional"}, **values})


def make_group(event: Event, capacity: int | None = 1, **values: Any) -> AgendaItem:
    """A group of the event's agenda."""
    return make_item(event, kind=ItemKind.GROUP, capacity=capacity, **values)


def choose(event: Event, group: AgendaItem | None, **values: Any) -> Registration:
    """A new registration that chose that group."""
    return register(event, applicant_for(group, **values))


def applicant_for(group: AgendaItem | None, **values: Any) -> Any:
    """Somebody who chooses that group."""
    return make_applicant(answers={"group": str(group.id)} if group is not None else {}, **values)


def standing(*registrations: Registration) -> list[tuple[int, str] | None]:
    """(number of the group, state) of each, None where there is neither place nor queue."""
    db.session.expire_all()
    found = {row.registration_id: (row.item_id, row.state.value) for row in db.session.query(Signup)}
    return [found.get(registration.id) for registration in registrations]
