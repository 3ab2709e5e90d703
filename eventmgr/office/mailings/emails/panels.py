"""What other rooms show of bulk e-mails: the button over the list, and what waits for a word."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import url_for

from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.quotas.tally import TallyRow
from eventmgr.event.registration.filters import filter_of
from eventmgr.event.registration.notes import Link
from eventmgr.event.registration.office_list.queries import count_listed
from eventmgr.ground.i18n import _, _n
from eventmgr.office.mailings.emails import letters, queries
from eventmgr.office.mailings.panels import asked_filters
from eventmgr.tools.web.requests.parameters import query

PERMISSION = "bulkmail.send"


def write_link(event: Event, tallies: Sequence[TallyRow]) -> Link | None:
    """To write to those whom the list shows; where no state is asked for, to those whose registration stands."""
    if not may(event, PERMISSION):
        return None
    filters = asked_filters(query, event)
    number = count_listed(event.id, filter_of(filters, event), tallies)
    asked: dict[str, Any] = {**filters}
    address = url_for("bulkmail_manage.new", slug=event.slug, **asked)
    if number is None:
        return Link(_("Write to these people…"), address)
    words = _n("Write to %(num)s person…", "Write to these %(num)s people…", number)
    return Link(words, address, figure="addressed") if number else None


def open_work(event: Event) -> list[OpenWork]:
    """Bulk e-mails that are paused."""
    paused = queries.count_paused(event.id) if may(event, PERMISSION) else 0
    if not paused:
        return []
    label = _n("%(num)s bulk e-mail is paused", "%(num)s bulk e-mails are paused", paused)
    return [OpenWork(label, url_for("bulkmail_manage.index", slug=event.slug), PERMISSION, figure="paused_mails")]


def inviting_kinds() -> list[str]:
    """The kind of those that bear a calendar entry."""
    return [letters.KIND_WITH_ENTRY]
