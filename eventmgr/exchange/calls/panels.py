"""What calls for cases show on pages of other rooms."""

from __future__ import annotations

from flask import render_template, url_for

from eventmgr.event.events.panels import OpenWork
from eventmgr.exchange.calls import queries
from eventmgr.exchange.calls.models import CallStage
from eventmgr.exchange.calls.wording import days_words
from eventmgr.ground import clock
from eventmgr.ground.i18n import _n
from eventmgr.identity.accounts.access import find_editor
from eventmgr.matchmaking.listings.content.drafts import day_of


def beside_cases(_nobody: None) -> str:
    """The calls that are open, and the way to all of them."""
    calls = queries.list_open(day=day_of(clock.now()))
    return render_template("exchange/calls/_beside_cases.html", calls=calls, days_words=days_words)


def open_work() -> list[OpenWork]:
    """Calls that an office's account has to decide, and scores that it waits for."""
    editor = find_editor()
    if editor is None or editor[1]:  # a province's account decides nothing
        return []
    day, entries = day_of(clock.now()), []
    address = f"{url_for('calls_manage.index')}?stage={CallStage.CLOSED.value}"
    if number := queries.count_calls(CallStage.CLOSED, day=day, is_office=True):
        text = _n("%(num)s call for cases awaits a decision", "%(num)s calls for cases await a decision", number)
        entries.append(OpenWork(text, address, figure="calls_undecided"))
    if awaited := queries.count_awaited(day=day):
        text = _n(
            "%(num)s score of a submitted case is awaited", "%(num)s scores of submitted cases are awaited", awaited
        )
        entries.append(OpenWork(text, address, figure="scores_awaited"))
    return entries
