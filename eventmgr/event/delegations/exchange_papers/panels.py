"""What exchange papers show on pages of other rooms."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.delegations.exchange_papers import queries
from eventmgr.event.delegations.models import Liaison, PaperState
from eventmgr.event.delegations.panels import EDIT
from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.registration.notes import Link
from eventmgr.ground.i18n import _, _n


def way_to_own(liaison: Liaison) -> Link:
    """The way from a liaison's page to their exchange paper."""
    address = url_for("exchange_papers.show", slug=liaison.event.slug, unit_code=liaison.unit_code)
    return Link(_("Exchange paper"), address)


def open_work(event: Event) -> list[OpenWork]:
    """Papers that nobody has read since they were submitted."""
    number = queries.count_unchecked(event.id) if may(event, EDIT) else 0
    if not number:
        return []
    text = _n("%(num)s exchange paper to check", "%(num)s exchange papers to check", number)
    address = url_for("exchange_papers_manage.index", slug=event.slug, state=PaperState.TO_CHECK.value)
    return [OpenWork(text, address, EDIT, figure="exchange_papers_unchecked")]
