"""My events, a new one, and the overview of one."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for, may, own_work
from eventmgr.event.events.derived.due import due_dates
from eventmgr.event.events.derived.places import main_venue
from eventmgr.event.events.forms.acts import NewForm, proposal
from eventmgr.event.events.labels import KIND_HINTS
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.events.panels import OVERVIEW, seen_entries
from eventmgr.event.events.queries import MyFilter, count_my_events, find_nearest, list_my_events, load_public_parts
from eventmgr.event.events.services.creating import check_may_create, may_create
from eventmgr.event.events.setup.agenda_skeleton import skeleton
from eventmgr.event.events.setup.readiness import advice, missing
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.event.events.views import page_of
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import panels, vocabulary
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import Line, lines_seen
from eventmgr.tools.web.pages import Answer, form_page, submit
from eventmgr.tools.web.paging import LONGEST_CURSOR
from eventmgr.tools.web.rendering.dead_links import without_links_below
from eventmgr.tools.web.requests.parameters import query

_LATEST = 5
"""Entries of the history that the overview shows."""
Chosen = TypeVar("Chosen", bound=Enum)


@bp.route("/")
def index() -> ResponseReturnValue:
    """The events that the signed-in account may look into."""
    user = staff_required()
    filters = MyFilter(
        q=query.text("q"),
        kind=_chosen(EventKind, "kind"),
        status=_chosen(EventStatus, "status"),
    )
    counts = count_my_events(user)
    nearest = find_nearest(user, at=clock.now())
    return render_template(
        "event/events/manage/index.html",
        page=list_my_events(user, filters, cursor=query.text("cursor", longest=LONGEST_CURSOR)),
        filters=filters,
        counts=counts,
        total=sum(counts.values()),
        kinds=EventKind,
        statuses=EventStatus,
        may_create=may_create(user),
        nearest=nearest,
        waits=own_work(nearest) if nearest else [],
    )


@bp.route("/events/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a kind, then give title, time and place: a draft stands."""
    user = staff_required()
    check_may_create(user)
    kind = _chosen(EventKind, "kind")
    if kind is None:
        return render_template("event/events/manage/kinds.html", kinds=EventKind, hints=KIND_HINTS)
    zone = home_zone()
    own = {"contact_name": user.name, "email": user.email}
    form = NewForm(zone=zone, data={**proposal(kind, at=clock.now(), zone=zone), **own})

    def begin() -> Answer:
        event = services.create(form.draft(kind), user, act=act_now())
        return Answer(url_for(".overview", slug=event.slug), _agenda_in_words(event))

    if answer := submit(form, begin, makes=f"event:{kind.value}"):
        return answer
    usual = [item for day in template_of(kind).days for item in day]
    return form_page("event/events/manage/new.html", form, kind=kind, usual=usual)


def _agenda_in_words(event: Event) -> str:
    """That the draft is there, with how much of the agenda of its kind its hours hold."""
    plan = skeleton(event.kind, event.starts_at, event.ends_at, event.timezone)
    sentence = _n(
        "Draft created, with an agenda of %(num)s item. Only the team sees it.",
        "Draft created, with an agenda of %(num)s items. Only the team sees it.",
        len(plan.items),
    )
    if not plan.left_out:
        return sentence
    titles = _(", ").join(localized(dict(title), language()) for title in plan.left_out)
    left = _("The hours of the event leave no time for: %(titles)s.", titles=titles)
    return f"{sentence} {left}" if language() == "en" else f"{sentence}{left}"


@bp.route("/events/<slug>/")
def overview(slug: str) -> ResponseReturnValue:
    """Where the event stands, what is missing, what can be done."""
    event = event_for(slug, "event.read")
    at = clock.now()
    gaps = missing(event, at=at) if event.status in (EventStatus.DRAFT, EventStatus.POSTPONED) else []
    return render_template(
        "event/events/manage/overview.html",
        event=event,
        gaps=gaps,
        hints=advice(event) if event.status is EventStatus.DRAFT else [],
        verbs=[verb for verb in services.possible(event) if may(event, VERB_PERMISSIONS[verb])],
        figures=panels(OVERVIEW, event),
        waits=own_work(event),
        due=due_dates(event, at=at),
        done=_done_last(event),
        main_venue=main_venue(event, language()),
    )


def _done_last(event: Event) -> list[Line]:
    """The latest entries of the history, as far as the reader may see them."""
    if not may(event, "audit.read"):
        return []
    return lines_seen(
        seen_entries(event, list_entries(event.id, without=vocabulary().looks, limit=_LATEST)), event.timezone
    )


VERB_PERMISSIONS = {
    "publish": "event.publish",
    "postpone": "event.publish",
    "cancel": "event.cancel",
    "finish": "event.publish",
    "archive": "event.publish",
    "restore": "event.publish",
}


@bp.route("/events/<slug>/preview/")
def preview(slug: str) -> ResponseReturnValue:
    """The public page as it would be. Of a draft the other public pages do not stand yet, so nothing leads there."""
    event = event_for(slug, "event.read")
    load_public_parts(event)
    page = render_template("event/events/manage/preview.html", **page_of(event))
    is_draft = event.status is EventStatus.DRAFT
    return without_links_below(url_for("events.show", slug=slug), page) if is_draft else page


def _chosen(kind: type[Chosen], name: str) -> Chosen | None:
    typed = query.text(name)
    if not typed:
        return None
    try:
        return kind(typed)
    except ValueError:
        known = ", ".join(str(member.value) for member in kind)
        raise BadValue(_("“%(value)s” is not valid. Available: %(known)s.", value=typed[:40], known=known)) from None
