"""What covered data are needed for: the forms that ask it, and how data are shown in full on pages of every room (asked what for,
recorded, shown once, kept by nobody)."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.event.registration.office_list.covering import NOTE_LENGTH, WHY, Need, read_need
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _l
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.log.services import Recorded, record
from eventmgr.tools.web.forms import CodeSelect, Form, LineField, Required
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.responses.answers import never_kept

_MOST_AN_HOUR = 120
"""Times that one account has something shown in full in an hour; a list that is needed whole is an export."""


class NeedForm(Form):
    """What somebody needs covered data for."""

    why = CodeSelect(
        _l("What do you need it for?"),
        blank=_l("Please select"),
        choices=lambda: [(why, str(label)) for why, label in WHY.items()],
    )
    note = LineField(_l("In your own words"), longest=NOTE_LENGTH)

    def need(self) -> Need | None:
        """What was said; None where something is missing, which the form then tells."""
        is_whole = self.validate()
        try:
            need = read_need({"why": self.why.data or "", "note": self.note.data or ""})
        except Refusal as refusal:
            if not self[refusal.field].errors:
                self[refusal.field].errors = [refusal.message]
            return None
        return need if is_whole else None


class ExportForm(NeedForm):
    """What a file with everything in full is needed for, and who gets it."""

    recipient = LineField(
        _l("Recipient of the file"),
        [Required()],
        longest=100,
        description=_l("The person or organization that gets this file. It is recorded in the change log."),
    )


class FilesForm(NeedForm):
    """What files of participants are needed for, and those of which question."""

    question = CodeSelect(_l("Question"), blank=_l("All questions"))


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
