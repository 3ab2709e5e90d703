"""What exchange papers show on pages of other rooms."""

from __future__ import annotations

from flask import url_for

from eventmgr.event.delegations.exchange_papers import queries
from eventmgr.event.delegations.models import Due, Liaison, PaperState
from eventmgr.event.delegations.panels import EDIT
from eventmgr.event.events.access import may
from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.panels import OpenWork
from eventmgr.ground.i18n import _n


def way_to_own(liaison: Liaison) -> tuple[Due, str]:
    """The way from a liaison's page to their exchange paper."""
    return Due.PAPER, url_for("exchange_papers.show", slug=liaison.event.slug, unit_code=liaison.unit_code)


def open_work(event: Event) -> list[OpenWork]:
    """Papers that nobody has read since they were submitted."""
    if event.status is not EventStatus.PUBLISHED or not may(event, EDIT):
        return []
    number = queries.count_unchecked(event.id)
    if not number:
        return []
    text = _n("%(num)s exchange paper to check", "%(num)s exchange papers to check", number)
    address = url_for("exchange_papers_manage.index", slug=event.slug, state=PaperState.TO_CHECK.value)
    return [OpenWork(text, address, EDIT, figure="exchange_papers_unchecked")]
