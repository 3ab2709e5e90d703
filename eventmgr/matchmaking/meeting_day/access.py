"""Who sees a call screen or keeps tables without an account: whoever has the link, until it is revoked."""

from __future__ import annotations

from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_by_link
from eventmgr.matchmaking.meeting_day.models import MeetingScreen, ScreenKind
from eventmgr.matchmaking.meeting_day.queries import find_screen
from eventmgr.tools.log.services import Act
from eventmgr.tools.web.tokens import read, sign

LINK = "meeting_screen"
"""Kind of the signed token of `/matchmaking/screen/<token>/` and `/matchmaking/host/<token>/`."""


def screen_token(screen: MeetingScreen) -> str:
    """The token that opens it, the same each time."""
    return sign(LINK, screen.id, 1)


def screen_for(token: str, kind: ScreenKind) -> tuple[MeetingScreen, Event]:
    """What the link opens.

    Raises:
        WrongLink: it was never good, is of the other kind, or has been revoked.
    """
    told = read(LINK, token)
    screen = find_screen(told[0]) if told else None
    if screen is None or screen.kind is not kind or screen.revoked_at is not None:
        raise WrongLink(_("This link no longer works. Ask the organizers for a new one."))
    event = db.session.get(Event, screen.event_id)
    assert event is not None
    refuse_what_is_off(event)
    return screen, event


def act_of_host(screen: MeetingScreen) -> Act:
    """What is done on a host's phone, in the name that the organizers gave it."""
    return act_by_link(None, screen.label)
