"""People without an e-mail address: who is to be phoned, with numbers, that it was done, and a slip with the way
back."""

from __future__ import annotations

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.registration.access import REVEAL
from eventmgr.event.registration.changing.services.editing import show_link
from eventmgr.event.registration.letters.announcing import note_told
from eventmgr.event.registration.letters.writing import handed_over, my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import ways_without_email
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.choosing import MOST_AT_ONCE, chosen_of
from eventmgr.event.registration.office_list.queries import list_untold
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.composing import absolute_url
from eventmgr.tools.web.responses.answers import never_kept


@bp.route("/phone/", methods=["GET"])
def phone_list(slug: str) -> ResponseReturnValue:
    """Names, covered numbers and what there is to say, those who wait longest first; at most `MOST_AT_ONCE` at a
    time."""
    return phone_page(event_for(slug, "registrations.edit"))


def phone_page(event: Event, *, shown: int | None = None) -> str:
    """The page; the number of the registration `shown` stands there whole, all others covered."""
    untold = list_untold(event.id, limit=MOST_AT_ONCE)
    return render_template(
        "event/registration/manage/phone.html",
        event=event,
        untold=untold,
        shown=shown,
        reveals=may(event, REVEAL),
        ways=ways_without_email(event, {"flag": "untold"}),
    )


@bp.route("/phone/", methods=["POST"])
def note_phoned(slug: str) -> ResponseReturnValue:
    """The people of `ids` have been told; they leave the list, and the history says who told them."""
    event = event_for(slug, "registrations.edit")
    chosen = chosen_of(event)
    if chosen:
        n = write(lambda: note_told(event, chosen, act=act_now()))
        flash(_n("%(num)s person marked as informed.", "%(num)s people marked as informed.", n), "success")
    else:
        flash(_("Nobody was selected. Tick the people you have reached."), "warning")
    return redirect(url_for("registration_manage.phone_list", slug=event.slug), 303)


def tell_decided(decided: int, untold: int) -> None:
    """Say how many registrations were decided, and how many of these people no letter tells."""
    flash(_n("%(num)s registration was changed.", "%(num)s registrations were changed.", decided), "success")
    if untold:
        flash(
            _n(
                "%(num)s of them has no e-mail address: please phone; name and number are listed below.",
                "%(num)s of them have no e-mail address: please phone; names and numbers are listed below.",
                untold,
            ),
            "warning",
        )


@bp.route("/<int:registration_id>/slip", methods=["POST"])
def slip(slug: str, registration_id: int) -> Response:
    """A slip to hand over, with the address of the page, its QR code, and a code to read out; links handed out before
    stop working."""
    event = event_for(slug, "registrations.edit")
    registration = get_of(event, Registration, registration_id)
    try:
        write(lambda: show_link(event, registration, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
        target = url_for("registration_manage.show", slug=event.slug, registration_id=registration.id)
        return make_response(redirect(target, 303))
    link = absolute_url("registration.show", token=my_token(registration))
    html = render_template(
        "event/registration/manage/slip.html",
        event=event,
        registration=registration,
        **handed_over(event, registration, link),
    )
    answer = make_response(html)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return never_kept(answer)
