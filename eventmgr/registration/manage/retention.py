"""How long an event's personal information is kept, and what has been deleted."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from eventmgr.events.access import event_for
from eventmgr.forms.queries import list_questions
from eventmgr.i18n import _, language
from eventmgr.log.queries import list_acts
from eventmgr.log.wording import lines_of
from eventmgr.privacy.periods import TRAVEL_MONTHS, months_later
from eventmgr.registration.queries.retaining import count_stays, list_answers, list_kept

bp = Blueprint("retention_manage", __name__, url_prefix="/manage/events/<slug>/retention")
_DELETIONS = ("stay_deleted", "records_deleted", "answers_deleted", "forgotten")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """What is kept, until when, and the last hundred deletions."""
    event = event_for(slug, "registrations.delete")
    kept = list_kept(event_id=event.id)
    labels = {question.name: question.label_in(language()) for question in list_questions(event.id)}
    return render_template(
        "registration/manage/retention.html",
        event=event,
        stays=count_stays(event.id),
        named=sum(row.named for row in kept),
        answers=[
            (labels.get(one.name, _("(a question that was removed)")), one) for one in list_answers(event_id=event.id)
        ],
        stay_months=TRAVEL_MONTHS,
        stay_until=months_later(event.ends_at, TRAVEL_MONTHS),
        until=months_later(event.ends_at, event.retention_months),
        letter_days=current_app.config["LETTER_RETENTION_DAYS"],
        log_days=current_app.config["LOG_RETENTION_DAYS"],
        lines=lines_of(list_acts(event.id, _DELETIONS), event.timezone),
    )
