"""E-mails that have not left: those that can be taken back and those that wait until people are told, with their acts;
and why no e-mail leaves, as the mail server said it. Both stand in the head of organizers' pages."""

from __future__ import annotations

import os
import time
from datetime import timedelta

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import kind_of_letter
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.mailings import TakenBack
from eventmgr.tools.messages.models import MailingState
from eventmgr.tools.messages.outgoing.queries import Standstill, find_standstill
from eventmgr.tools.messages.queries import find_collection, list_kinds, list_open_mailings
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import go_to

_DECIDES = "letters.decide"


def bar(event: Event) -> str | None:
    """What waits, with its buttons, on every page of the event for whoever may act on it; None where nothing does."""
    at = clock.now()
    if event.mailings_until is None or event.mailings_until <= at or not may(event, _DECIDES):
        return None
    mailings = list_open_mailings(event.id, at=at)
    held = [mailing for mailing in mailings if mailing.state is MailingState.HELD]
    kinds = list_kinds([mailing.id for mailing in held]) if held else {}
    return render_template(
        "event/events/manage/_mailings.html",
        event=event,
        held=[(mailing, [kind_of_letter(kind) for kind in kinds.get(mailing.id, ())]) for mailing in held],
        collected=next((mailing for mailing in mailings if mailing.state is MailingState.COLLECTED), None),
    )


@bp.route("/events/<slug>/letters/mailings/<int:mailing_id>/take-back", methods=["POST"])
def take_back(slug: str, mailing_id: int) -> ResponseReturnValue:
    """E-mails of an act that have not left stay here, and what they told of is not told yet."""
    event = event_for(slug, _DECIDES)
    done = write(lambda: services.take_back(event, mailing_id, act=act_now()))
    flash(*_sentence_of(done))
    return redirect(url_for(".collected" if done.stopped else ".overview", slug=event.slug), 303)


def _sentence_of(done: TakenBack) -> tuple[str, str]:
    if not done.stopped and not done.gone:
        return _("These e-mails have been taken back already."), "info"
    if not done.stopped:
        return _("All of these e-mails have already been sent; none could be taken back."), "danger"
    sentence = _n("%(num)s e-mail has been taken back.", "%(num)s e-mails have been taken back.", done.stopped)
    if not done.gone:
        return sentence, "success"
    gone = _n("%(num)s had already been sent.", "%(num)s had already been sent.", done.gone)
    return f"{sentence} {gone}", "warning"


@bp.route("/events/<slug>/letters/collected/", methods=["GET", "POST"])
def collected(slug: str) -> ResponseReturnValue:
    """What people have not been told yet: tell all of it at once, or discard it."""
    event = event_for(slug, _DECIDES)
    if request.method == "POST":
        carry_out(
            event,
            lambda: services.tell_collected(event, act=act_now()),
            choices=(Choice.NOW,),
        )
        return redirect(url_for(".overview", slug=event.slug), 303)
    return render_template("event/events/manage/collected.html", event=event, mailing=find_collection(event.id))


@bp.route("/events/<slug>/letters/collected/discard", methods=["POST"])
def discard(slug: str) -> ResponseReturnValue:
    """Discard what was collected, so that nobody is told of it."""
    event = event_for(slug, _DECIDES)
    number = write(lambda: services.discard_collected(event, act=act_now()))
    return go_to(
        url_for(".overview", slug=event.slug),
        _n("%(num)s e-mail will not be sent.", "%(num)s e-mails will not be sent.", number)
        if number
        else _("There are no changes left to announce."),
    )


_LOOK_EVERY = 20.0
"""Seconds for which a process knows what it has read: every page of organizers asks."""


def standstill() -> Markup | None:
    """What holds up the e-mails of the whole site, for the head of every page of organizers; None where they leave."""
    still = _known()
    if still is None:
        return None
    html = render_template("event/events/manage/_standstill.html", still=still, for_how_long=_for_how_long(still))
    return Markup(html)  # noqa: S704 -- of our own template


def _known() -> Standstill | None:
    still: Standstill | None
    still, read_at, process = current_app.extensions.get("standstill", (None, -_LOOK_EVERY, 0))
    if process != os.getpid() or time.monotonic() - read_at >= _LOOK_EVERY:
        still = find_standstill(at=clock.now())
        current_app.extensions["standstill"] = still, time.monotonic(), os.getpid()
    return still


def _for_how_long(still: Standstill) -> str:
    passed = clock.now() - still.since
    minutes = int(passed / timedelta(minutes=1))
    if passed < timedelta(hours=2):
        return _n(
            "No e-mail has been sent for %(num)s minute.", "No e-mail has been sent for %(num)s minutes.", minutes
        )
    if passed < timedelta(days=2):
        return _n(
            "No e-mail has been sent for %(num)s hour.", "No e-mail has been sent for %(num)s hours.", minutes // 60
        )
    return _n("No e-mail has been sent for %(num)s day.", "No e-mail has been sent for %(num)s days.", minutes // 1440)
