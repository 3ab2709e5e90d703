"""What calendars show on a person's own page, and where letters lead to."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.services import feed_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.timetables import calendar_entries
from eventmgr.tools.messages.composing import absolute_url


def own(registration: Registration, token: str) -> str | None:
    """The calendar of the event, and the person's own to subscribe to."""
    return render_template("output/calendars/_own.html", event=registration.event, token=token)


def feed_page(token: str) -> str:
    """The public address of the small page of a person's own feed."""
    return absolute_url("calendars.personal", token=token)


def of_liaison(liaison: Liaison) -> Link:
    """To the page of a calendar with the deadlines of a liaison's list."""
    return Link(_("Subscribe to the deadlines of your list"), url_for("calendars.personal", token=feed_token(liaison)))


def of_representative(representative: PartyRepresentative) -> Link:
    """To the page of a calendar with the meetings of a representative."""
    token = calendar_entries.feed_token(representative)
    return Link(_("Subscribe to your meetings"), url_for("calendars.personal", token=token))
