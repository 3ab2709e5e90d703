"""Who may do what with an event; every organizer's page asks here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from flask import current_app, request

from eventmgr.event.events.derived.reach import reach_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork, open_work
from eventmgr.event.events.queries import find_event, find_features
from eventmgr.ground.db import db
from eventmgr.ground.errors import NotAllowed, NotFound
from eventmgr.ground.features import Switch, entry_of, is_on, switch_of
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import staff_required
from eventmgr.identity.accounts.models import User
from eventmgr.identity.team import access as team
from eventmgr.identity.team.models import TeamInvitation
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.wording import Seen
from eventmgr.tools.messages.models import OutboxLetter


def event_for(slug: str, permission: str) -> Event:
    """The event of that address, if the signed-in user may do `permission` there.

    Raises:
        SignInRequired: nobody is signed in.
        NotFound: no such event, or none that this user may know of: both answer alike.
        NotAllowed: the user's role does not reach that far.
    """
    user = staff_required()
    event = find_event(slug, with_mailings=True)
    if event is None or not _sees(user, event):
        raise NotFound(_("There is no such event."))
    refuse_what_is_off(event)
    if not may(event, permission):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    return event


def refuse_what_is_off(event: Event, switch: Switch | None = None) -> None:
    """What is asked for is a page that the event has. Every way to a page asks here, once it knows the event.

    Args:
        switch: what the page belongs to, where that is not what its blueprint belongs to.

    Raises:
        NotFound: it belongs to what is switched off there.
    """
    switch = switch or (switch_of(request.blueprint) if request.blueprint is not None else None)
    if not is_on(switch, event):
        raise NotFound(_("This event has no such page."))


def refuse_page_that_is_off() -> None:
    """The same before each page, for what the site has switched off, and for pages for everybody whose address names
    the event: those that are kept are handed out without looking at the event. Organizers' pages of an event ask once
    they know who asks."""
    switch = switch_of(request.blueprint) if request.blueprint is not None else None
    if not is_on(switch, None):
        raise NotFound(_("There is no such page."))
    slug = (request.view_args or {}).get("slug")
    if slug is None or switch is None or request.path.startswith("/manage/"):
        return
    features = find_features(slug)
    if features is not None and not is_on(switch, features):
        raise NotFound(_("This event has no such page."))


def may(event: Event, permission: str) -> bool:
    """Whether the signed-in user may do `permission` (told by some feature) at `event`."""
    return team.may(event.id, permission)


def look_on(user: User, event_id: int) -> TeamRole | None:
    """Viewer, where the level lets the user look on; the page that asks has read the event already."""
    event = db.session.get(Event, event_id)
    return TeamRole.VIEWER if event is not None and reach_of(user).shows(event) else None


def nameless_kinds(event: Event) -> set[str]:
    """Kinds of objects whose names the signed-in user does not read in the event's history."""
    return {table for table, permission in _ADDRESSED.items() if not may(event, permission)}


def narrow_trail(event: Event, seen: Sequence[Seen]) -> list[Seen]:
    """Whom letters and invitations went to, only for those who read letters or manage the team."""
    hidden = nameless_kinds(event)
    return [replace(line, name="") if line.entry.object_type in hidden else line for line in seen]


_ADDRESSED = {OutboxLetter.__tablename__: "letters.read", TeamInvitation.__tablename__: "team.manage"}


def _sees(user: User, event: Event) -> bool:
    return user.is_admin or team.role_of(user, event.id) is not None


def own_work(event: Event) -> list[OpenWork]:
    """What is open at the event and waits for the signed-in user."""
    return [item for item in open_work(event) if item.permission and may(event, item.permission)]


def if_open(event: Event, address: str) -> str:
    """`address` of an organizers' page of the event if the signed-in user may open it, else nothing: what the menu asks
    of whoever is led there is asked of every other way there."""
    endpoint, _arguments = current_app.url_map.bind("").match(urlsplit(address).path)
    entry = entry_of(endpoint)
    return address if entry is None or not entry.permission or may(event, entry.permission) else ""
