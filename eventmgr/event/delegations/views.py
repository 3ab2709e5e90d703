"""A liaison's pages: whoever has used the link sees one unit at one event, without an account."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.delegations import queries, services
from eventmgr.event.delegations.access import act_of, enter, leave, liaison_here, token_here
from eventmgr.event.delegations.board.labels import FIELDS, MAKING_LEADERS
from eventmgr.event.delegations.board.roster import roster_columns
from eventmgr.event.delegations.board.rows import row_of
from eventmgr.event.delegations.board.standing import deadlines_of
from eventmgr.event.delegations.forms import AnswerForm, ColleagueForm, OwnForm
from eventmgr.event.delegations.models import Liaison
from eventmgr.event.delegations.panels import below_list, calendars_of, due_pages_of, pages_of, ways_to_enter
from eventmgr.event.delegations.recommending.services import list_spoken_of
from eventmgr.event.events.access import refuse_what_is_off
from eventmgr.event.events.derived.opening import is_over, types_of
from eventmgr.event.events.models import PUBLIC
from eventmgr.event.registration.models import Leadership
from eventmgr.event.registration.own_page.views.page import private
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal, WrongLink
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.masking import mask_email
from eventmgr.tools.sheets import as_xlsx
from eventmgr.tools.taxonomy import get_unit
from eventmgr.tools.web.pages import Answer, go_to, submit
from eventmgr.tools.web.rate_limits.mail_limits import letter_needed
from eventmgr.tools.web.requests.accepted import without_token
from eventmgr.tools.web.responses.answers import list_file

bp = Blueprint("delegations", __name__, url_prefix="/delegations")
_HERE = "/<slug>/<unit_code>/"


@bp.route("/link/<token>/", methods=["GET", "POST"])
@without_token
def link(token: str) -> ResponseReturnValue:
    """Says whose page it opens; the button uses the link, so that a mail program that looks at it does not."""
    key = services.find_link(token, at=clock.now())
    refuse_what_is_off(key.liaison.event)
    if request.method == "POST":
        try:
            opened = write(lambda: services.exchange(token, at=clock.now()))
        except WrongLink:
            raise
        except Refusal as refusal:
            return private(_link_page(token, key.liaison, is_used=True, message=refusal.message), refusal.status)
        enter(opened)
        return _home(opened.liaison)
    if key.used_at is not None:
        liaison = key.liaison
        if token_here(liaison.event.slug, liaison.unit_code):
            return _home(liaison)
        return private(_link_page(token, liaison, is_used=True))
    return private(_link_page(token, key.liaison, is_used=False))


def _home(liaison: Liaison) -> ResponseReturnValue:
    return redirect(url_for(".show", slug=liaison.event.slug, unit_code=liaison.unit_code), 303)


def _link_page(token: str, liaison: Liaison, *, is_used: bool, message: str = "", is_sent: bool = False) -> str:
    return render_template(
        "event/delegations/link.html",
        event=liaison.event,
        unit=get_unit(liaison.unit_code).name(language()),
        token=token,
        is_used=is_used,
        said=message,
        is_sent=is_sent,
        mailbox=mask_email(liaison.email),
    )


@bp.route("/link/<token>/again", methods=["POST"])
@without_token
def again(token: str) -> ResponseReturnValue:
    """A new link to the mailbox that had this one."""
    at = clock.now()
    key = services.find_link(token, at=at)
    letter_needed(key.liaison.email, about=f"liaison:{key.liaison_id}", at=at)
    try:
        liaison = write(lambda: services.again(token, at=at))
    except WrongLink:
        raise
    except Refusal as refusal:
        return private(_link_page(token, key.liaison, is_used=True, message=refusal.message), refusal.status)
    return private(_link_page(token, liaison, is_used=True, is_sent=True))


@bp.route(_HERE)
def show(slug: str, unit_code: str) -> ResponseReturnValue:
    """Places, deadlines, the unit's people, and what there is to say."""
    return _page(liaison_here(slug, unit_code))


def refusal_of(check: Callable[[], None]) -> str:
    """Why something is not possible now; empty: it is."""
    try:
        check()
    except Refusal as refusal:
        return refusal.message
    return ""


def _page(liaison: Liaison, form: AnswerForm | None = None) -> ResponseReturnValue:
    event, code = liaison.event, liaison.unit_code
    row = row_of(event, code)
    delegation = row.facts.delegation
    if form is None:
        takes_part = row.facts.takes_part
        form = AnswerForm(
            None,
            data={
                "takes_part": None if takes_part is None else "yes" if takes_part else "no",
                "reason": delegation.reason if delegation else "",
            },
        )
    at = clock.now()
    closed = refusal_of(lambda: services.check_open(event, at=at))
    html = render_template(
        "event/delegations/show.html",
        event=event,
        liaison=liaison,
        unit=get_unit(code).name(language()),
        unit_code=code,
        row=row,
        standing=row.standing,
        deadlines=deadlines_of(event, queries.find_plan(event.id), delegation),
        people=queries.list_people(event.id, code),
        spoken_of=list_spoken_of(event, code),
        colleague=next((one for one in row.facts.people if one.id != liaison.id), None),
        form=form,
        is_answered=row.facts.takes_part is not None,
        closed=closed,
        is_over=is_over(event, at=at),
        no_entering=closed or refusal_of(lambda: services.check_entering(event, code, at=at)),
        no_changing=closed or refusal_of(lambda: services.check_changing(event, at=at)),
        open_states=services.OPEN_STATES,
        types=types_of(event),
        leaderships=Leadership,
        making_leaders=MAKING_LEADERS,
        ways_to_enter=ways_to_enter(liaison),
        calendars=calendars_of(liaison),
        pages=pages_of(liaison),
        due_pages=due_pages_of(liaison),
        parts=below_list(liaison),
        is_public=event.status in PUBLIC,
        now=clock.now(),
    )
    return private(html, form.status)


@bp.route(f"{_HERE}answer", methods=["POST"])
def answer(slug: str, unit_code: str) -> ResponseReturnValue:
    """The liaison says whether the delegation takes part."""
    liaison = liaison_here(slug, unit_code)
    event, form = liaison.event, AnswerForm()

    def change() -> Answer:
        takes_part, reason = form.takes_part.data == "yes", form.reason.data or ""
        services.answer(event, unit_code, takes_part=takes_part, reason=reason, act=act_of(liaison))
        return Answer(url_for(".show", slug=slug, unit_code=unit_code), _("Thank you. The organizers see your reply."))

    if answer := submit(form, change):
        return answer
    return _page(liaison, form)


@bp.route(f"{_HERE}complete", methods=["POST"])
def complete(slug: str, unit_code: str) -> ResponseReturnValue:
    """The list is complete; with `again` = 1 it is not after all."""
    liaison = liaison_here(slug, unit_code)
    event, is_complete = liaison.event, not request.form.get("again")
    try:
        write(lambda: services.complete(event, unit_code, is_complete=is_complete, act=act_of(liaison)))
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        said = _("Thank you. The organizers see that your list is complete.")
        flash(said if is_complete else _("Your list counts as incomplete again."), "success")
    return redirect(url_for(".show", slug=slug, unit_code=unit_code), 303)


@bp.route(f"{_HERE}hand-over", methods=["GET", "POST"])
def hand_over(slug: str, unit_code: str) -> ResponseReturnValue:
    """A colleague speaks for the unit from now on."""
    liaison = liaison_here(slug, unit_code)
    event, form = liaison.event, ColleagueForm(data={"language": language()})
    unit = get_unit(unit_code).name(language())
    if form.validate_on_submit() and (person := form.person()) is not None:
        letter_needed(person.email, about=f"liaison:{liaison.id}", at=clock.now())
        try:
            write(lambda: services.hand_over(event, liaison, person, act=act_of(liaison)))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            leave(slug, unit_code)
            return private(
                render_template(
                    "event/delegations/done.html",
                    event=event,
                    heading=_("Handed over"),
                    said=_(
                        "%(name)s has been sent a link and now speaks for the delegation of %(unit)s. Your own link no longer works.",
                        name=person.name,
                        unit=unit,
                    ),
                )
            )
    html = render_template("event/delegations/hand_over.html", event=event, form=form, unit=unit, unit_code=unit_code)
    return private(html, form.status)


@bp.route(f"{_HERE}roster.xlsx", defaults={"kind": "xlsx"})
@bp.route(f"{_HERE}roster.pdf", defaults={"kind": "pdf"})
def roster(slug: str, unit_code: str, kind: str) -> Response:
    """The unit's people as a file, without numbers and addresses."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    rows = queries.list_people(event.id, unit_code)
    title = f"{localized(event.title)} {get_unit(unit_code).name(language())}"
    if kind == "pdf":
        from eventmgr.event.delegations.board.roster_paper import build  # noqa: PLC0415 - loads ReportLab, for documents only

        fallback = current_app.config["PDF_FALLBACK_FONTS"]
        body = build(event, unit_code, rows, at=clock.now(), fallback_fonts=fallback)
    else:
        body = as_xlsx(roster_columns(types_of(event)), rows, title=title)
    write(lambda: services.note_roster(event, unit_code, rows=len(rows), act=act_of(liaison)))
    return list_file(body, kind, title, plain="delegation")


@bp.route(f"{_HERE}own", methods=["GET", "POST"])
def own(slug: str, unit_code: str) -> ResponseReturnValue:
    """What is held of the liaison: seen and corrected."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    form = OwnForm(data={name: getattr(liaison, name) for name in ("name", "office", "title", "mobile")})
    if form.validate_on_submit() and (person := form.person()) is not None:
        changed = write(lambda: services.change_own(event, liaison, person, act=act_of(liaison)))
        return go_to(
            url_for(".own", slug=slug, unit_code=unit_code),
            _("The changes have been saved.") if changed else _("Nothing was changed."),
        )
    html = render_template("event/delegations/own.html", event=event, liaison=liaison, form=form, unit_code=unit_code)
    return private(html, form.status)


@bp.route(f"{_HERE}own/data.json")
def data(slug: str, unit_code: str) -> Response:
    """All that is held of the liaison, to keep."""
    liaison = liaison_here(slug, unit_code)
    answer_ = private(json.dumps(_held(liaison), ensure_ascii=False, indent=1), mimetype="application/json")
    answer_.headers["Content-Disposition"] = 'attachment; filename="liaison.json"'
    return answer_


def _held(liaison: Liaison) -> dict[str, Any]:
    moments = ("created_at", "changed_at", "invited_at", "opened_at")
    known: dict[str, Any] = {name: getattr(liaison, name) for name in FIELDS if hasattr(liaison, name)}
    known |= {"event": localized(liaison.event.title), "unit": get_unit(liaison.unit_code).name(language())}
    known |= {"place": liaison.place.value, "language": liaison.language}
    return known | {name: at.isoformat() if (at := getattr(liaison, name)) else None for name in moments}


@bp.route(f"{_HERE}own/delete", methods=["POST"])
def delete(slug: str, unit_code: str) -> ResponseReturnValue:
    """What is held of the liaison goes; the unit is without them."""
    liaison = liaison_here(slug, unit_code)
    event = liaison.event
    write(lambda: services.erase(event, liaison, act=act_of(liaison)))
    leave(slug, unit_code)
    html = render_template(
        "event/delegations/done.html",
        event=event,
        heading=_("Deleted"),
        said=_("The information we held about you as a liaison has been deleted, and your link no longer works."),
    )
    return private(html)


@bp.route(f"{_HERE}leave", methods=["POST"])
def end(slug: str, unit_code: str) -> ResponseReturnValue:
    """This browser forgets the page."""
    liaison = liaison_here(slug, unit_code)
    event, token = liaison.event, token_here(slug, unit_code)
    write(lambda: services.close_session(token))
    leave(slug, unit_code)
    html = render_template(
        "event/delegations/done.html",
        event=event,
        heading=_("Signed out"),
        said=_("This browser no longer opens the page of the delegation."),
    )
    return private(html)
