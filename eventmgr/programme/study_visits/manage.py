"""Study visits for organizers: stops, batches, head counts, findings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for
from eventmgr.event.events.manage.asking import carry_out
from eventmgr.event.events.models import Event
from eventmgr.event.events.services import hold
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, Refusal
from eventmgr.ground.i18n import _, _n
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.programme.checkin.queries import list_attended_items, list_bound
from eventmgr.programme.study_visits import queries, services
from eventmgr.programme.study_visits.admitting import Applicant
from eventmgr.programme.study_visits.batching import Fault, Place, faults_of
from eventmgr.programme.study_visits.forms import ChoiceForm, StopForm, values_of
from eventmgr.programme.study_visits.models import VisitBatch
from eventmgr.programme.study_visits.panels import EDIT, READ, is_broken
from eventmgr.programme.study_visits.queries import Stop
from eventmgr.tools.web.pages import attempt, form_page, go_to
from eventmgr.tools.web.requests.parameters import query

_MOST_TOGETHER = 120
"""Of more people than this a page shows one batch, not all."""
bp = Blueprint("visits_manage", __name__, url_prefix="/manage/events/<slug>/visits")


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """All stops of the agenda: what is known, batches, head count."""
    event = event_for(slug, READ)
    stops = {stop.item.id: stop for stop in queries.list_whole_stops(event.id)}
    present = _present(event)
    findings = queries.count_findings(event.id)
    rows = [
        (item, stops.get(item.id), len(present.get(item.id, ())), findings.get(item.id, 0))
        for item in queries.list_visit_items(event.id)
    ]
    return render_template("programme/study_visits/manage/index.html", event=event, rows=rows, is_broken=is_broken)


@bp.route("/<int:item_id>/edit", methods=["GET", "POST"])
def edit(slug: str, item_id: int) -> ResponseReturnValue:
    """Host, address, capacity, notes, exclusions."""
    event = event_for(slug, EDIT)
    item = queries.get_visit_item(event, item_id)
    form = StopForm(data=values_of(queries.find_stop(item_id))).of_event(event)
    if form.validate_on_submit():

        def save() -> None:
            hold(event)
            services.set_stop(event, queries.get_visit_item(event, item_id), form.draft(), act=act_now())

        carry_out(event, save, quiet=True)
        return go_to(
            url_for(".show", slug=slug, item_id=item_id),
            _("The stop has been saved. The agenda says where it is; it has a check-in list."),
        )
    return form_page("programme/study_visits/manage/edit.html", form, event=event, item=item)


@bp.route("/<int:item_id>/")
def show(slug: str, item_id: int) -> ResponseReturnValue:
    """One stop: facts, who is not admitted, batches with their people, head count, what a changed list breaks."""
    event = event_for(slug, READ)
    item = queries.get_visit_item(event, item_id)
    if queries.find_stop(item_id) is None:
        return redirect(url_for(".edit", slug=slug, item_id=item_id), 303)
    stop = queries.get_whole_stop(event, item_id)
    faults = {} if stop.is_whole else faults_of(stop.problem())
    names = {person.id: person for person in queries.list_applicants(event.id)}
    repaired = services.plan_repair(stop) if faults and stop.batches else None
    return render_template(
        "programme/study_visits/manage/show.html",
        event=event,
        item=item,
        stop=stop,
        shown=_shown(stop),
        rules=services.rules_in_words(stop.row),
        present=_present(event).get(item_id, set()),
        faults=[(fault.label, _named(fault, numbers, names)) for fault, numbers in faults.items()],
        repair=repaired,
        moving=[names[number].name for number in repaired.moved] if repaired is not None else [],
        list_id=next(iter(list_bound(event.id).get(item_id, ())), None),
        refusals=_refusals(),
    )


def _shown(stop: Stop) -> list[tuple[int, VisitBatch]]:
    """(number from 1, batch) of the batches of which the page has people: all of a small visit, of a large one that
    which the address asks for, at first the first."""
    batches = list(enumerate(stop.batches, start=1))
    if len(stop.people) <= _MOST_TOGETHER or not batches:
        return batches
    typed = query.text("batch")
    number = whole_number(typed) if typed else 1
    if number is None or not 1 <= number <= len(batches):
        raise BadValue(_("“%(value)s” is not a batch of this stop.", value=typed[:40]))
    return [batches[number - 1]]


def _named(fault: Fault, numbers: list[int], names: Mapping[int, Applicant]) -> list[str]:
    if fault is Fault.OVERFULL:
        return [_("batch %(number)s", number=number + 1) for number in numbers]
    return [names[number].name if number in names else _("no longer has a place") for number in numbers]


def _refusals() -> Mapping[str, str]:
    return {
        "organization": _("organization named by the host"),
        "sector": _("company of a sector that is not admitted"),
        "type": _("type of participant that is not admitted"),
        "abroad": _("from abroad"),
    }


@bp.route("/<int:item_id>/propose", methods=["POST"])
def propose(slug: str, item_id: int) -> ResponseReturnValue:
    """Batches anew; who is locked stays."""
    return _plan(slug, item_id, services.propose)


@bp.route("/<int:item_id>/repair", methods=["POST"])
def repair(slug: str, item_id: int) -> ResponseReturnValue:
    """As few people as possible move, so that the batches fit the list again."""
    return _plan(slug, item_id, services.repair)


def _plan(slug: str, item_id: int, work: Callable[..., object]) -> ResponseReturnValue:
    event = event_for(slug, EDIT)
    queries.get_visit_item(event, item_id)

    def settle() -> None:
        hold(event)
        work(event, item_id, act=act_now())

    return attempt(
        settle,
        _("The batches fit the list."),
        url_for(".show", slug=slug, item_id=item_id),
        using=partial(carry_out, event, quiet=True),
    )


@bp.route("/<int:item_id>/places", methods=["POST"])
def places(slug: str, item_id: int) -> ResponseReturnValue:
    """`batch_<registration>` and `lock_<registration>` of everybody, `begins_<batch>` and `ends_<batch>`."""
    event = event_for(slug, EDIT)
    stop = queries.get_whole_stop(event, item_id)
    placed, times = _places_sent(stop), _times_sent(event, stop)

    def save() -> int:
        hold(event)
        return services.place_people(event, item_id, placed, times, act=act_now())

    try:
        moved = carry_out(event, save, quiet=True)
    except Refusal as refusal:
        flash(refusal.message, "danger")
    else:
        words = _n("%(num)s person moved. Saved.", "%(num)s people moved. Saved.", moved) if moved else _("Saved.")
        flash(words, "success")
    return redirect(url_for(".show", slug=slug, item_id=item_id, batch=query.text("batch") or None), 303)


def _places_sent(stop: Stop) -> dict[int, Place]:
    placed = {}
    for person in stop.admitted:
        typed = request.form.get(f"batch_{person.id}", "")
        number = whole_number(typed) if typed else None
        if typed and (number is None or not 1 <= number <= len(stop.batches)):
            raise BadValue(_("“%(value)s” is not a batch of this stop.", value=typed[:40]))
        if number is not None:
            placed[person.id] = Place(number - 1, is_locked=f"lock_{person.id}" in request.form)
    return placed


def _times_sent(event: Event, stop: Stop) -> dict[int, tuple[int, int]]:
    here = ZoneInfo(event.timezone)
    starts_at = stop.item.starts_at.astimezone(here)
    times = {}
    for number in range(len(stop.batches)):
        typed = request.form.get(f"begins_{number}", ""), request.form.get(f"ends_{number}", "")
        if any(typed):
            begins = _next_at(typed[0], starts_at)
            ends = _next_at(typed[1], begins)
            times[number] = (_minutes(starts_at, begins), _minutes(begins, ends))
    return times


def _next_at(typed: str, since: datetime) -> datetime:
    """When a clock shows that time first from `since` on: after midnight where it shows less."""
    try:
        found = datetime.combine(since.date(), time.fromisoformat(typed[:5]), since.tzinfo)
    except ValueError as error:
        raise BadValue(_("“%(value)s” is not a valid time.", value=typed[:40])) from error
    return found if found >= since else found + timedelta(days=1)


def _minutes(begins: datetime, ends: datetime) -> int:
    """From one instant to another; in UTC, because a difference within one zone is that of its clock."""
    return int((ends.astimezone(UTC) - begins.astimezone(UTC)).total_seconds()) // 60


@bp.route("/findings/")
def findings(slug: str) -> ResponseReturnValue:
    """What visitors found at each stop, by pages; ticked and edited for the report."""
    event, cursor = event_for(slug, READ), query.cursor()
    page = queries.list_findings_page(event.id, cursor)
    return render_template(
        "programme/study_visits/manage/findings.html", event=event, page=page, cursor=cursor, form=ChoiceForm(None)
    )


@bp.route("/findings/<int:finding_id>", methods=["POST"])
def choose(slug: str, finding_id: int) -> ResponseReturnValue:
    """Whether it stands in the report, and in which words."""
    event = event_for(slug, EDIT)
    row = queries.get_finding(event, finding_id)
    form = ChoiceForm()
    if not form.validate():
        raise BadValue(_("The text for the report is too long."))
    is_chosen, edited = bool(form.chosen.data), form.edited.data or ""
    write(lambda: services.choose_finding(event, row, is_chosen=is_chosen, edited=edited, act=act_now()))
    return go_to(url_for(".findings", slug=slug, cursor=query.cursor(), _anchor=f"finding-{finding_id}"), _("Saved."))


def _present(event: Event) -> dict[int, set[int]]:
    """Stop → who came in on one of its check-in lists."""
    present: dict[int, set[int]] = {}
    for number, items in list_attended_items([event.id]).items():
        for item_id in items:
            present.setdefault(item_id, set()).add(number)
    return present
