"""The grids of a draft: parties, tables or halls against slots, a window of rows at a time; where one meeting can
go."""

from __future__ import annotations

import time
from datetime import date, datetime
from typing import Any

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from eventmgr.event.events.models import Event
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.errors import BadValue, NotFound, Refusal
from eventmgr.ground.i18n import _, format_date, format_time, language, localized
from eventmgr.identity.accounts.access import act_now
from eventmgr.matchmaking.meeting_plans.access import EDIT, READ, planned_for
from eventmgr.matchmaking.meeting_plans.models import MeetingHall, MeetingPlan
from eventmgr.matchmaking.meeting_plans.queries import list_blocks, list_halls, list_tables
from eventmgr.matchmaking.meeting_plans.slots import Slot, days_of, slots_of, slots_of_day
from eventmgr.matchmaking.timetables import queries, sayings, services
from eventmgr.matchmaking.timetables.manage.blueprint import bp, done_here, posted_number
from eventmgr.matchmaking.timetables.manage.forms import PlaceForm
from eventmgr.matchmaking.timetables.manage.rows import (
    GridRow,
    Shown,
    away_of,
    rows_of_parties,
    rows_of_tables,
)
from eventmgr.matchmaking.timetables.models import TimetableDraft
from eventmgr.matchmaking.timetables.search import Bench, bench_of, keep_bench, make_bench
from eventmgr.matchmaking.timetables.task.places import Sides, places_of
from eventmgr.tools.taxonomy import choices_provinces, find_province
from eventmgr.tools.web.pages import form_page
from eventmgr.tools.web.paging import Page
from eventmgr.tools.web.requests.parameters import query

PARTY, TABLE, HALL = "party", "table", "hall"
_ROWS, _TILES = 50, 100
"""Rows of a grid, and tables of a hall, on one page."""


@bp.route("/<int:number>/grid")
def grid(slug: str, number: int) -> ResponseReturnValue:
    """Parties, tables or one hall of a day; filters `q`, `side`, `province`, `hall`, `day`, for a hall `at`."""
    event, plan = planned_for(slug, READ)
    draft = queries.get_draft(event, number)
    slots = slots_of(list_blocks(event.id), event.timezone)
    days = days_of(slots, event.timezone)
    by = query.text("by") or PARTY
    if by not in (PARTY, TABLE, HALL):
        raise BadValue(_("“%(value)s” is not a valid view. Available: party, table, hall.", value=by[:20]))
    day = _day(days)
    of_day = slots_of_day(slots, day, event.timezone) if day else []
    halls = list_halls(event.id)
    hall = _hall(halls)
    at = _slot(of_day)
    window, rows = _rows(event, plan, draft, by, of_day if by != HALL else [at] if at else [], hall)
    return render_template(
        "matchmaking/timetables/grid.html",
        event=event,
        draft=draft,
        by=by,
        day=day,
        days=[(item, format_date(item, language(), year=False)) for item in days],
        slots=of_day,
        at=at,
        halls=[(str(item.id), localized(item.name)) for item in halls],
        hall=hall,
        sides=[(str(item.id), localized(item.name)) for item in event.region_sets],
        provinces=choices_provinces(language()),
        asked={name: query.text(name) for name in ("q", "side", "province", "hall")},
        window=window,
        rows=rows,
    )


@bp.route("/<int:number>/cells")
def cells(slug: str, number: int) -> ResponseReturnValue:
    """JSON: where the meeting of `request` can go, slot by slot, and what is in the way elsewhere."""
    event, _plan = planned_for(slug, READ)
    bench, revision = _bench(event, number)
    meeting = bench.numbering.of_request.get(_asked_request())
    if meeting is None:
        raise NotFound(_("This request is no longer accepted."))
    cell_values = [
        {
            "at": slot.starts_at.isoformat(),
            "free": cell.free,
            "tables": [bench.numbering.tables[item] for item in cell.tables],
            "why": " · ".join(sayings.hindrance(item, bench) for item in cell.hindrances),
        }
        for slot, cell in zip(bench.numbering.slots, bench.judge.allowed_cells(meeting), strict=True)
    ]
    parties = [bench.numbering.parties[item] for item in bench.numbering.sides[meeting]]
    answer = jsonify(revision=revision, cells=cell_values, parties=parties)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/<int:number>/meetings/<int:accepted_id>", methods=["GET", "POST"])
def meeting(slug: str, number: int, accepted_id: int) -> ResponseReturnValue:
    """One meeting: where it is, where it can go; moving it without scripts."""
    request_id = accepted_id
    event, _plan = planned_for(slug, EDIT if request.method == "POST" else READ)
    bench, revision = _bench(event, number)
    number_in_task, sides = bench.numbering.of_request.get(request_id), queries.list_sides(event.id, [request_id])
    if number_in_task is None or request_id not in sides:
        raise NotFound(_("This request is no longer accepted."))
    allowed = list(zip(bench.numbering.slots, bench.judge.allowed_cells(number_in_task), strict=True))
    free = [(slot, cell) for slot, cell in allowed if cell.free]
    held = bench.judge.held.get(number_in_task)
    form = PlaceForm(data={"starts_at": bench.numbering.slots[held.slot].starts_at.isoformat() if held else None})
    form.starts_at.offer([(slot.starts_at.isoformat(), _label_of_slot(event, slot)) for slot, _cell in free])
    tables = sorted({item for _slot, cell in free for item in cell.tables})
    form.table.offer([(str(bench.numbering.tables[item]), str(bench.tables[item])) for item in tables])
    if form.validate_on_submit():
        starts_at = datetime.fromisoformat(str(form.starts_at.data))
        table = int(form.table.data) if form.table.data else None
        seen = posted_number("revision")
        try:
            write(lambda: services.move(event, number, seen, request_id, starts_at, table, act=act_now()))
        except Refusal as refusal:
            form.refuse(refusal)
        else:
            return done_here(
                _("The meeting has been moved."), ".meeting", slug=slug, number=number, accepted_id=request_id
            )
    draft = queries.get_draft(event, number)
    return form_page(
        "matchmaking/timetables/meeting.html",
        form,
        event=event,
        draft=draft,
        request_id=request_id,
        revision=revision,
        sides=sides[request_id],
        held=_held(event, bench, held),
        is_locked=request_id in draft.locked,
        hindered=[
            (_label_of_slot(event, slot), " · ".join(sayings.hindrance(item, bench) for item in cell.hindrances))
            for slot, cell in allowed
            if not cell.free
        ],
    )


@bp.route("/<int:number>/move", methods=["POST"])
def move(slug: str, number: int) -> ResponseReturnValue:
    """JSON: move the meeting of `request` to `starts_at` (and `table`); `revision` says which state was seen."""
    event, _plan = planned_for(slug, EDIT)
    try:
        starts_at = datetime.fromisoformat(request.form.get("starts_at", ""))
        if starts_at.tzinfo is None:
            raise ValueError
    except ValueError:
        raise BadValue(
            _("“%(value)s” is not a time of this timetable.", value=request.form.get("starts_at", "")[:40])
        ) from None
    table = posted_number("table") if request.form.get("table") else None
    asked, seen = posted_number("request"), posted_number("revision")
    try:
        draft = write(lambda: services.move(event, number, seen, asked, starts_at, table, act=act_now()))
    except Refusal as refusal:
        return jsonify(refused=refusal.message), refusal.status
    return jsonify(revision=draft.revision)


def _bench(event: Event, number: int) -> tuple[Bench, int]:
    """What judges a draft, and the draft's revision; made anew where nobody has asked lately."""
    key = queries.find_key(event.id, number)
    if key is None:
        raise NotFound(_("This event has no such draft of a timetable."))
    now = time.monotonic()
    kept = bench_of(event.slug, *key, now)
    if kept is not None:
        return kept, key[1]
    draft = queries.get_draft(event, number)
    task = services.look_at_task(event, at=clock.now())
    schedule = task.standing(places_of(draft.places))
    bench = make_bench(task, schedule, frozenset(draft.locked), now)
    return keep_bench(event.slug, draft.id, draft.revision, bench), draft.revision


def _rows(
    event: Event, plan: MeetingPlan, draft: TimetableDraft, by: str, slots: list[Slot], hall: MeetingHall | None
) -> tuple[Page[Any], list[GridRow]]:
    """A window of rows with the cells of those slots; the same number of statements however many there are."""
    instants = {slot.starts_at.isoformat() for slot in slots}
    places = places_of(row for row in draft.places if row[1] in instants)
    cursor = query.cursor()
    tables = {table.id: table.number for table in list_tables(event.id)}
    if by == PARTY:
        parties = queries.get_parties_window(
            event.id,
            q=query.text("q"),
            side=query.text("side"),
            province=query.text("province"),
            cursor=cursor,
            size=_ROWS,
        )
        sides = queries.list_sides_of_parties(event.id, [party.id for party in parties.rows])
        away = _away(event, plan, slots, sides, [party.id for party in parties.rows])
        shown = Shown(slots, places, sides, tables, frozenset(draft.locked), away)
        return parties, rows_of_parties(shown, parties.rows, _subs(parties.rows))
    size = _TILES if by == HALL else _ROWS
    window = queries.get_tables_window(event.id, hall_id=hall.id if hall else None, cursor=cursor, size=size)
    wanted = {table.id for table in window.rows}
    places = [place for place in places if place.table in wanted]
    sides = queries.list_sides(event.id, {place.request for place in places})
    shown = Shown(slots, places, sides, tables, frozenset(draft.locked), _away(event, plan, slots, sides, []))
    names = {one.id: localized(one.name) for one in list_halls(event.id)}
    return window, rows_of_tables(shown, window.rows, names)


def _away(
    event: Event, plan: MeetingPlan, slots: list[Slot], sides: dict[int, Sides], window: list[int]
) -> dict[int, frozenset[int]]:
    """Who is not there, of the parties that the grid shows and of those whom they meet."""
    shown = {*window, *(one for both in sides.values() for one in (both.asker, both.asked))}
    return away_of(queries.list_away_parties(event, plan, shown), slots, shown)


def _subs(parties: list[Any]) -> dict[int, str]:
    """Party → the short name of its province."""
    subs = {}
    for party in parties:
        province = find_province(party.province_code) if party.province_code else None
        if province is not None:
            subs[party.id] = province.short_zh if language() == "zh" else province.short_en
    return subs


def _day(days: list[date]) -> date | None:
    """The day that is asked for; else the first one, None where there is none."""
    asked = query.text("day")
    if not asked:
        return days[0] if days else None
    day = next((one for one in days if one.isoformat() == asked), None)
    if day is None:
        raise BadValue(_("“%(value)s” is not a day of these meetings.", value=asked[:20]))
    return day


def _hall(halls: list[MeetingHall]) -> MeetingHall | None:
    asked = query.text("hall")
    found = next((one for one in halls if str(one.id) == asked), None)
    if asked and found is None:
        raise BadValue(_("“%(value)s” is not a valid hall of this event.", value=asked[:20]))
    return found


def _slot(slots: list[Slot]) -> Slot | None:
    """The slot `at` of the day, else its first one."""
    asked = query.text("at")
    return next((one for one in slots if one.starts_at.isoformat() == asked), slots[0] if slots else None)


def _label_of_slot(event: Event, slot: Slot) -> str:
    zone = event.timezone
    return sayings.instant(slot.starts_at.isoformat(), zone) + "–" + format_time(slot.ends_at, zone)


def _held(event: Event, bench: Bench, held: Any) -> tuple[str, int | None] | None:
    """Time and number of the table of a meeting that has a place."""
    if held is None:
        return None
    return _label_of_slot(event, bench.numbering.slots[held.slot]), bench.tables.get(held.table)


def _asked_request() -> int:
    asked = query.text("request")
    if not asked.isdecimal():
        raise BadValue(_("“%(value)s” is not the number of a meeting request.", value=asked[:20]))
    return int(asked)
