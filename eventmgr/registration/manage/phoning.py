"""People without an e-mail address: who is to be phoned, with numbers, and that it was done."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.accounts.access import act_now
from eventmgr.db import write
from eventmgr.events.access import event_for, may
from eventmgr.events.models import Event
from eventmgr.i18n import _, _n
from eventmgr.registration import queries, services
from eventmgr.registration.access import REVEAL
from eventmgr.registration.manage.blueprint import bp
from eventmgr.registration.manage.using import MOST_AT_ONCE, chosen_of
from eventmgr.registration.notes import ways_without_email


@bp.route("/phone/", methods=["GET"])
def phone_list(slug: str) -> ResponseReturnValue:
    """Names, covered numbers and what there is to say, those who wait longest first; at most `MOST_AT_ONCE` at a time."""
    return phone_page(event_for(slug, "registrations.edit"))


def phone_page(event: Event, *, shown: int | None = None) -> str:
    """The page; the number of the registration `shown` stands there whole, all others covered."""
    untold = queries.list_untold(event.id, limit=MOST_AT_ONCE)
    return render_template(
        "registration/manage/phone.html",
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
        n = write(lambda: services.note_told(event, chosen, act=act_now()))
        flash(_n("%(num)s person marked as informed.", "%(num)s people marked as informed.", n), "success")
    else:
        flash(_("Nobody was selected. Tick those whom you have reached."), "warning")
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
