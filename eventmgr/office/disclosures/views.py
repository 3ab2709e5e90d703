"""The page behind a recipient's link, and the consent on a person's own page."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.registration.office_list.columns import columns_of
from eventmgr.event.registration.own_page.views.page import act_of, agreed, private
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import _, _l, localized, speaking
from eventmgr.identity.privacy.consents import IDENTITY_STAY, STAY, STAY_PLAN
from eventmgr.office.disclosures import services
from eventmgr.office.disclosures.arranged.columns import lines_of
from eventmgr.office.disclosures.contents import chosen, mark_of, narrowed, words_of
from eventmgr.office.disclosures.files import Contents, as_workbook
from eventmgr.office.disclosures.models import Disclosure
from eventmgr.tools.web.rate_limits.limits import limit
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("disclosures", __name__)
_MOST_AN_HOUR = 30
_STAY_ENDED = (STAY, _l("Your consent has been withdrawn: you are not in any list that is opened from now on."))
_DOCUMENT_ENDED = (
    IDENTITY_STAY,
    _l("Your consent has been withdrawn: your identity document is not in any list that is opened from now on."),
)
_PLAN_ENDED = (
    STAY_PLAN,
    _l("Your consent has been withdrawn: your room and rides are not in any list that is opened from now on."),
)
_ENDED = {"document": _DOCUMENT_ENDED, "plan": _PLAN_ENDED}
"""What the form asks about → purpose of a consent, and what is said once it has ended."""


@bp.route("/handed-over/<token>/", methods=["GET", "POST"])
@without_token
def opened(token: str) -> ResponseReturnValue:
    """Says what it is; the button makes the file, as those who may be in it stand then. Looking alone counts
    nothing."""
    disclosure = services.find(token, at=clock.now())
    refuse_what_is_off(disclosure.event)
    if request.method == "POST":
        limit(f"disclosure:{disclosure.id}", most=_MOST_AN_HOUR, per_seconds=3600, at=clock.now())
        return _file(token, "xlsx" if request.form.get("kind") == "xlsx" else "pdf")
    html = render_template(
        "office/disclosures/opened.html",
        disclosure=disclosure,
        event=disclosure.event,
        token=token,
        columns=words_of(disclosure.columns),
    )
    return private(html)


def _file(token: str, kind: str) -> Response:
    at = clock.now()
    disclosure, opening = write(lambda: services.open_list(token, kind, at=at))
    with speaking(disclosure.language):
        contents = _contents(disclosure, opening, at.astimezone(ZoneInfo(disclosure.event.timezone)).date().isoformat())
        if kind == "xlsx":
            body = as_workbook(contents)
        else:
            from eventmgr.office.disclosures.paper import build  # noqa: PLC0415 - loads ReportLab, for documents only

            body = build(contents, disclosure.language, fallback_fonts=current_app.config["PDF_FALLBACK_FONTS"])
    name = f"{contents.title} {opening.number}"
    answer = list_file(body, kind, name, plain="list")
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def _contents(disclosure: Disclosure, opening: services.Opening, day: str) -> Contents:
    event = disclosure.event
    known = columns_of(event, list_questions(event.id), disclosure.language)
    covered = {row.id for row in opening.rows.listed} - opening.rows.without_plan
    lines = lines_of(opening.rows.listed, opening.arranged, disclosure.columns.split(","), covered)
    return Contents(
        title=" ".join((localized(event.title), _("List for %(recipient)s", recipient=disclosure.recipient))),
        event=localized(event.title),
        recipient=disclosure.recipient,
        purpose=disclosure.purpose,
        mark=mark_of(disclosure.recipient, day, opening.number),
        columns=narrowed(chosen(known, disclosure.columns), opening.agreeing),
        rows=lines,
        people=len(opening.rows.listed),
    )


@bp.route("/my/<token>/passing-on", methods=["POST"])
def consent(token: str) -> ResponseReturnValue:
    """Consent to being passed on, or withdraw it: each by one button; with `what` = `document` to the identity
    document, with `plan` to room and rides being passed on with the rest."""
    registration = agreed(token)
    event, act = registration.event, act_of(registration)
    purpose, ended = _ENDED.get(request.form.get("what", ""), _STAY_ENDED)
    if request.form.get("agree"):
        if write(lambda: services.agree(event, registration, act=act, purpose=purpose)):
            flash(_("Thank you. Your details may be passed on for accommodation and transfers."), "success")
    elif write(lambda: services.withdraw(event, registration, act=act, purpose=purpose)):
        flash(str(ended), "success")
    return redirect(url_for("registration.show", token=token), 303)
