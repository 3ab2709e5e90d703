"""The types of participants as organizers set them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.forms.participant_types.types import ParticipantType
from eventmgr.event.quotas import labels
from eventmgr.event.quotas.models import HOLDING, Status
from eventmgr.event.quotas.queries import count_by_type
from eventmgr.event.quotas.type_settings import services
from eventmgr.event.quotas.type_settings.forms import TypeForm
from eventmgr.ground.db import write
from eventmgr.ground.errors import NotFound, Refusal
from eventmgr.ground.i18n import _
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.web.pages import Answer, submit

bp = Blueprint("participant_types_manage", __name__, url_prefix="/manage/events/<slug>/types")


@dataclass(frozen=True)
class Line:
    """A type of the table."""

    type: ParticipantType
    held: int
    waiting: int
    people: int
    """Everybody who has it, whatever became of their registration."""

    @property
    def over(self) -> bool:
        """Whether more hold a place than it has."""
        return self.type.capacity is not None and self.held > self.type.capacity


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All types in order: what is set for each, and how many hold a place."""
    event = event_for(slug, "quotas.read")
    counts, types = count_by_type(event.id), types_of(event)
    known = [*types, *(ParticipantType(key) for key in counts if key not in types)]
    return render_template(
        "event/quotas/manage/types.html",
        event=event,
        lines=[_line(kind, counts.get(kind.key, {})) for kind in known],
        types=types,
        counted=labels.say_counted(types),
        edits=may(event, "quotas.edit"),
    )


def _line(kind: ParticipantType, counts: Mapping[Status, int]) -> Line:
    held = sum(counts.get(status, 0) for status in HOLDING)
    return Line(kind, held, counts.get(Status.WAITLISTED, 0), sum(counts.values()))


@bp.route("/new", methods=["GET", "POST"])
def new(slug: str) -> ResponseReturnValue:
    """A type of the event's own."""
    event = event_for(slug, "quotas.edit")
    return _edited(event, ParticipantType(""), _("New participant type"))


@bp.route("/<key>/", methods=["GET", "POST"])
def edit(slug: str, key: str) -> ResponseReturnValue:
    """What holds for one type; who moves up by it is said first."""
    event = event_for(slug, "quotas.edit")
    types = types_of(event)
    if key not in types:
        raise NotFound(_("There is no such participant type. Go back to the list."))
    return _edited(event, types.get(key), types.name(key))


def _edited(event: Event, kind: ParticipantType, heading: str) -> ResponseReturnValue:
    form = TypeForm(data=TypeForm.read(kind)).watching()
    form.prepare(event)

    def change() -> Answer:
        services.set_type(event, form.wanted(kind.key), act=act_now())
        return Answer(url_for(".index", slug=event.slug), "")

    if answer := submit(form, change, using=partial(carry_out, event, quiet=True)):
        return answer
    html = render_template("event/quotas/manage/type.html", event=event, form=form, heading=heading)
    return html, form.status


@bp.route("/<key>/up", methods=["POST"], defaults={"step": -1}, endpoint="up")
@bp.route("/<key>/down", methods=["POST"], defaults={"step": 1}, endpoint="down")
def move(slug: str, key: str, step: int) -> ResponseReturnValue:
    """Move a type one place up or down."""
    event = event_for(slug, "quotas.edit")
    write(lambda: services.move_type(event, key, step, act=act_now()))
    return redirect(url_for(".index", slug=slug), 303)


@bp.route("/<key>/remove", methods=["POST"])
def remove(slug: str, key: str) -> ResponseReturnValue:
    """Take an own type away; while somebody has it, it is hidden."""
    event = event_for(slug, "quotas.edit")
    name = types_of(event).name(key)
    try:
        number = write(lambda: services.remove_type(event, key, act=act_now()))
    except NotFound:
        raise
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        flash(services.say_hidden(name, number) if number else _("“%(type)s” has been removed.", type=name), "info")
    return redirect(url_for(".index", slug=slug), 303)
