"""How covered data are shown in full on organizers' pages of every room: asked what for, recorded, shown once, kept by
nobody."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.registration.covering import Need
from eventmgr.event.registration.forms import NeedForm
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.log.services import Recorded, record
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.responses.answers import never_kept

_MOST_AN_HOUR = 120
"""Times that one account has something shown in full in an hour; a list that is needed whole is an export."""


def uncover(
    event: Event,
    *,
    whose: str,
    back: str,
    note: Callable[[Need], None],
    draw: Callable[[], ResponseReturnValue],
    what: str = "",
    hidden: Mapping[str, str] | None = None,
) -> ResponseReturnValue:
    """The page that asks what it is needed for; with an answer, the page that shows it, once it is recorded.

    Args:
        whose: whose data it is, in words.
        back: the address where it stands masked.
        note: records the need in the change log.
        draw: the page with what is shown.
        what: what is shown, in words; empty: everything masked there.
        hidden: what the question takes along.
    """
    form = NeedForm()
    need = form.need() if request.method == "POST" else None
    if need is None:
        html = render_template(
            "event/registration/manage/uncover.html",
            event=event,
            form=form,
            whose=whose,
            back=back,
            what=what or whose,
            hidden=hidden or {},
        )
        return shown_once(html, form.status if request.method == "POST" else 200)
    limit(f"reveal:{staff_required().id}", most=_MOST_AN_HOUR, per_seconds=3600, at=clock.now())
    write(lambda: note(need))
    return shown_once(draw(), 200)


def note_contact_shown(event: Event, row: Recorded, name: str, need: Need) -> None:
    """One entry of the change log: whose number and address were shown in full, and what for."""
    changes: dict[str, list[object]] = {"contact": [None, "mobile,email"], "why": [None, need.why]}
    record(act_now(), "revealed", row, event_id=event.id, object_name=name, changes=changes, reason=need.note)


def shown_once(page: ResponseReturnValue, status: int = 200) -> Response:
    """A page that is shown this time: nothing keeps a copy, and no address leads to it."""
    answer = make_response(page[0] if isinstance(page, tuple) else page, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)
