"""Invitations as organizers keep them."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.manage.fitting import fitting
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.invitations import letters, queries, services
from eventmgr.event.invitations.forms import CodeForm, PeopleForm
from eventmgr.event.invitations.models import Invitation
from eventmgr.event.invitations.panels import Use, uses
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _, _n, language
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.messages.telling import Choice
from eventmgr.tools.web.pages import Answer, finish, form_page, go_to, submit
from eventmgr.tools.web.responses.answers import never_kept

bp = Blueprint("invitations_manage", __name__, url_prefix="/manage/events/<slug>/invited")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All invitations with how they stand; who may be reminded, and who was not written to yet."""
    event = event_for(slug, "invitations.read")
    rows, used, at = queries.list_invitations(event.id), uses(event.id), clock.now()
    alone = services.left_alone(rows)
    waiting = [row for row in rows if row.is_personal and row.email and row.sent_at is None and row.revoked_at is None]
    return render_template(
        "event/invitations/manage/index.html",
        event=event,
        edits=may(event, "invitations.edit"),
        rows=[(row, used.get(row.id, Use()), state_of(row, used.get(row.id, Use()))) for row in rows],
        alone=alone,
        waiting=len([row for row in waiting if row.id not in alone]),
        unanswered=len([row for row in services.unanswered(event, at=at) if row.id not in alone]),
        types=types_of(event),
        link_of=letters.link_of,
        now=at,
    )


def state_of(invitation: Invitation, used: Use) -> str:
    """`revoked`, `expired`, `used`, `answered` or `open`."""
    if invitation.revoked_at is not None:
        return "revoked"
    if used.live >= invitation.uses_most:
        return "used"
    if invitation.expires_at is not None and invitation.expires_at < clock.now():
        return "expired"
    return "answered" if used.answers and invitation.is_personal else "open"


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """Invite people, typed or pasted; they are written to by a step of its own."""
    event = event_for(slug, "invitations.edit")
    form = PeopleForm(data={"language": language()})
    form.prepare(event)
    people = form.invitees() if form.validate_on_submit() else []
    if people:

        def add() -> Answer:
            made = services.invite(event, people, form.terms(), act=act_now())
            sentence = _n(
                "%(num)s person has been invited. No e-mail has been sent yet.",
                "%(num)s people have been invited. No e-mails have been sent yet.",
                len(made),
            )
            return Answer(url_for(".index", slug=slug), sentence)

        if answer := finish(form, add, makes=f"invite:{event.id}", using=lambda work: write(fitting(event, work))):
            return answer
    return form_page("event/invitations/manage/new.html", form, event=event, of_code=False)


@bp.route("/code", methods=["GET", "POST"])
def code(slug: str) -> ResponseReturnValue:
    """Make a code by which several people can register."""
    event = event_for(slug, "invitations.edit")
    form = CodeForm(data={"language": language()})
    form.prepare(event)

    def add() -> Answer:
        made = services.make_code(
            event, form.name.data or "", int(form.uses_most.data or 1), form.terms(), act=act_now()
        )
        return Answer(url_for(".index", slug=slug), _("The code is %(code)s.", code=made.code))

    if answer := submit(form, add, makes=f"code:{event.id}", using=lambda work: write(fitting(event, work))):
        return answer
    return form_page("event/invitations/manage/new.html", form, event=event, of_code=True)


@bp.route("/send", methods=["POST"])
def send(slug: str) -> ResponseReturnValue:
    """Write to all who were not written to; the page in between says to whom and what."""
    event = event_for(slug, "invitations.edit")
    return _back_with(
        event, carry_out(event, lambda: services.send(event, act=act_now()), choices=_WAYS, quiet=True, is_held=False)
    )


@bp.route("/remind", methods=["POST"])
def remind(slug: str) -> ResponseReturnValue:
    """Write once more to those who have not answered."""
    event = event_for(slug, "invitations.edit")
    return _back_with(
        event, carry_out(event, lambda: services.remind(event, act=act_now()), choices=_WAYS, quiet=True, is_held=False)
    )


_WAYS = (Choice.NOW,)


def _back_with(event: Event, number: int) -> ResponseReturnValue:
    if number:
        flash(_n("%(num)s e-mail is on its way.", "%(num)s e-mails are on their way.", number), "success")
    else:
        flash(_("There is nobody to e-mail now."), "info")
    return redirect(url_for(".index", slug=event.slug), 303)


@bp.route("/<int:invited_id>/revoke", methods=["POST"])
def revoke(slug: str, invited_id: int) -> ResponseReturnValue:
    """Revoke an invitation, so that nobody can register with it."""
    event = event_for(slug, "invitations.edit")
    invitation = get_of(event, Invitation, invited_id)
    write(lambda: services.revoke(event, invitation, act=act_now()))
    return go_to(
        url_for(".index", slug=slug),
        _("The invitation has been revoked. People who have registered with it stay registered."),
    )


@bp.route("/<int:invited_id>/link", methods=["POST"])
def link(slug: str, invited_id: int) -> ResponseReturnValue:
    """A new link of a personal invitation, to be handed over; shown once, and the change log says to whom."""
    event = event_for(slug, "invitations.edit")
    invitation = get_of(event, Invitation, invited_id)
    try:
        write(lambda: services.renew_link(event, invitation, act=act_now()))
    except Refusal as refusal:
        flash(refusal.message, "danger")
        return redirect(url_for(".index", slug=slug), 303)
    html = render_template(
        "event/invitations/manage/link.html", event=event, invitation=invitation, link=letters.link_of(invitation)
    )
    return never_kept(make_response(html))
