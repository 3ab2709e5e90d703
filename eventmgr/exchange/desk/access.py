"""Who opens a request by a link, who keeps which desk, and which events have one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request

from eventmgr.event.events.access import event_for, refuse_what_is_off
from eventmgr.event.events.models import PUBLIC, Event
from eventmgr.event.events.queries import get_event
from eventmgr.exchange.desk import letters, queries
from eventmgr.exchange.desk.models import DeskRequest
from eventmgr.exchange.desk.switch import EVENT_DESK
from eventmgr.exchange.desk.whose import ANSWER, Own, Whose
from eventmgr.ground import clock
from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import editor_required, staff_required
from eventmgr.identity.accounts.models import User


def request_of(token: str) -> DeskRequest:
    """The request that this link of its sender opens.

    Raises:
        WrongLink: it is no true link, or opens nothing any more.
    """
    words = _("This link is invalid or no longer works. The request may have been deleted.")
    return _where_it_is_on(letters.OWN_LINK.open(token, words))


def request_of_expert(token: str) -> DeskRequest:
    """The request that this link of its expert opens.

    Raises:
        WrongLink: it is no true link, or somebody else answers now.
    """
    words = _("This link is invalid, or somebody else answers this request now.")
    return _where_it_is_on(letters.EXPERT_LINK.open(token, words))


def _where_it_is_on(found: DeskRequest) -> DeskRequest:
    if found.event is not None:
        refuse_what_is_off(found.event, EVENT_DESK)
    return found


@dataclass(frozen=True)
class Keeper:
    """Who is signed in, and whose desks they keep."""

    user: User
    own: Own
    event: Event | None = None

    @property
    def accounts(self) -> list[User]:
        """Those to whom a request can be handed."""
        return queries.list_accounts_of(Whose(event_id=self.event.id)) if self.event else queries.list_accounts()

    @property
    def events(self) -> list[Event]:
        """Those to whose desks a request can be handed: of the office and the provinces, and of no event."""
        return [] if self.event else queries.list_events_with_desk(at=clock.now())


def keeper_of(slug: str) -> Keeper:
    """Whoever keeps the desk of the event with that address; empty: the desks of provinces and of the office.

    Raises:
        SignInRequired, NotFound, NotAllowed: nobody who does is signed in.
    """
    if slug:
        event = event_for(slug, ANSWER)
        return Keeper(staff_required(), Whose(event_id=event.id), event)
    user, code = editor_required()
    return Keeper(user, Whose(code) if code else None)


def of_this_event(_endpoint: str, values: dict[str, Any]) -> None:
    """Pages of an event's desk lead to pages of the same desk, as those of the site's lead to the site's."""
    if "slug" not in values and request.view_args:
        values["slug"] = request.view_args.get("slug")


def open_event(slug: str) -> Event:
    """The event with that address, whose desk everybody may ask.

    Raises:
        NotFound: there is none, or it has no desk.
    """
    event = get_event(slug)
    if event.status not in PUBLIC:
        raise NotFound(_("There is no such event."))
    refuse_what_is_off(event, EVENT_DESK)
    return event
