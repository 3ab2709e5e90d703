"""My events, a new one, and the overview of one."""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events import services
from eventmgr.event.events.access import event_for, may, own_work
from eventmgr.event.events.derived.due import due_dates
from eventmgr.event.events.derived.opening import is_put_away
from eventmgr.event.events.derived.places import main_venue
from eventmgr.event.events.forms.acts import NewForm, proposal, usual_of
from eventmgr.event.events.manage.blueprint import bp
from eventmgr.event.events.models import Event, EventKind, EventStatus
from eventmgr.event.events.panels import (
    OVERVIEW,
    WAY,
    at_hand,
    needs,
    places_of_events,
    seen_entries,
    site_work,
    work_of_events,
)
from eventmgr.event.events.queries import (
    MyFilter,
    count_my_events,
    find_last_own,
    find_nearest,
    list_my_events,
    load_public_parts,
)
from eventmgr.event.events.services.creating import check_may_create, may_create
from eventmgr.event.events.setup.agenda_skeleton import Skeleton, skeleton
from eventmgr.event.events.setup.readiness import advice, missing
from eventmgr.event.events.setup.templates_by_kind import template_of
from eventmgr.event.events.views import page_of
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import panels, vocabulary
from eventmgr.ground.i18n import _, _n, language, localized
from eventmgr.ground.settings import home_zone
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.identity.team.access import learn_roles
from eventmgr.identity.team.access import may as may_at
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.wording import Line, lines_seen
from eventmgr.tools.web.pages import Answer, form_page, submit
from eventmgr.tools.web.rendering.dead_links import without_links_below
from eventmgr.tools.web.requests.parameters import query

_SHOWS = "show_agenda"
"""Button of a new event that shows the agenda of the times that were typed, and makes nothing yet."""
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
    at = clock.now()
    nearest = find_nearest(user, at=at)
    page = list_my_events(user, filters, at=at, cursor=query.cursor())
    learn_roles(user, [event.id for event in page.rows])
    past = [event for event in page.rows if is_put_away(event, at=at)]
    work = work_of_events(page.rows)
    return render_template(
        "event/events/manage/index.html",
        page=page,
        coming=[event for event in page.rows if event not in past],
        past=past,
        taken=places_of_events(page.rows),
        work={number: [item for item in items if may_at(number, item.permission)] for number, items in work.items()},
        filters=filters,
        counts=counts,
        total=sum(counts.values()),
        kinds=EventKind,
        statuses=EventStatus,
        may_create=may_create(user),
        nearest=nearest,
        waits=own_work(nearest) if nearest else [],
        at_site=site_work(),
    )


@bp.route("/events/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """Choose a kind, then give title, time and place: a draft stands."""
    user = staff_required()
    check_may_create(user)
    kind = _chosen(EventKind, "kind")
    if kind is None:
        hints = {kind: template_of(kind).summary for kind in EventKind}
        return render_template("event/events/manage/kinds.html", kinds=EventKind, hints=hints)
    zone = home_zone()
    form = NewForm(zone=zone, data={**proposal(kind, at=clock.now(), zone=zone), **usual_of(user, find_last_own(user))})

    def begin() -> Answer:
        event = services.create(form.draft(kind), user, act=act_now())
        return Answer(url_for(".overview", slug=event.slug), _agenda_in_words(event))

    if _SHOWS not in request.form and (answer := submit(form, begin, makes=f"event:{kind.value}")):
        return answer
    plan = form.agenda(kind)
    left_out = _left_out_in_words(plan) if plan else ""
    return form_page("event/events/manage/new.html", form, kind=kind, plan=plan, left_out=left_out, shows=_SHOWS)


def _agenda_in_words(event: Event) -> str:
    """That the draft is there, with how much of the agenda of its kind its hours hold."""
    plan = skeleton(event.kind, event.starts_at, event.ends_at, event.timezone)
    sentence = _n(
        "Draft created, with an agenda of %(num)s item. Only the team sees it.",
        "Draft created, with an agenda of %(num)s items. Only the team sees it.",
        len(plan.items),
    )
    return (
        f"{sentence} {_left_out_in_words(plan)}".strip()
        if language() == "en"
        else f"{sentence}{_left_out_in_words(plan)}"
    )


def _left_out_in_words(plan: Skeleton) -> str:
    """Which items of the kind's agenda its hours do not hold; empty where they hold all."""
    if not plan.left_out:
        return ""
    return _n(
        "%(num)s item is left out for lack of time: %(titles)s.",
        "%(num)s items are left out for lack of time: %(titles)s.",
        len(plan.left_out),
        titles=_(", ").join(localized(dict(title), language()) for title in plan.left_out),
    )


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
        needs=needs(event, at=at) if may(event, "event.edit") else [],
        at_hand=[] if event.status is EventStatus.DRAFT else at_hand(event),
        ways=panels(WAY, event),
        done=_done_last(event),
        main_venue=main_venue(event, language()),
    )


def _done_last(event: Event) -> list[Line]:
    """What people did last, as far as the reader may see it; not what the product did by itself."""
    if not may(event, "audit.read"):
        return []
    entries = list_entries(event.id, without=vocabulary().looks, by_people=True, limit=_LATEST)
    return lines_seen(seen_entries(event, entries), event.timezone)


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
