"""What other rooms show of seating: a person's own seats, the person's copy; who may read and change plans."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link, Note
from eventmgr.ground.features import Panel, offered
from eventmgr.ground.i18n import _, language, localized
from eventmgr.on_site.seating import queries
from eventmgr.on_site.seating.labels import say_place
from eventmgr.on_site.seating.queries.own import OwnPlace

PAPER_WAY = Panel[Callable[[Event, str], Link | None]]("paper of a seating plan")
"""(event, name of a paper) → the way to it, for those who may print it."""
READ, EDIT, SENSITIVE = "seating.read", "seating.edit", "registrations.sensitive"


def say_own(own: OwnPlace, lang: str) -> str:
    """`Opening: row 3, seat 12`."""
    title = localized(own.plan.title, lang)
    return _("%(title)s: %(place)s", title=title, place=say_place(own.plan.kind, (own.row, own.number)))


def note(registration: Registration) -> Note | None:
    """The person's own seats, as far as they are published."""
    if registration.status not in HOLDING or registration.restricted_at is not None:
        return None
    lang = language()
    told = [say_own(own, lang) for own in queries.list_own_places(registration.id)]
    if not told:
        return None
    return Note(_("Your seats: %(seats)s", seats=("；" if lang == "zh" else "; ").join(told)))


def held_of(registration_id: int) -> list[Mapping[str, Any]]:
    """Where somebody sits, for their own copy: of unpublished plans too."""
    result: list[Mapping[str, Any]] = []
    for plan, place in queries.list_seats_of(registration_id):
        seat = (place.row, place.number) if place.row is not None and place.number is not None else None
        result.append({"plan": localized(plan.title), "seat": say_place(plan.kind, seat)})
    return result


def paper_way(event: Event, name: str) -> Link | None:
    """The way to a paper, if a room upstairs prints it for this reader."""
    return next((link for tell in offered(PAPER_WAY, event) if (link := tell(event, name)) is not None), None)
