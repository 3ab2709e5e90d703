"""The pages: choose a table, read it, follow its numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.models import Event, EventKind
from eventmgr.ground import clock
from eventmgr.ground.errors import BadValue, NotAllowed
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _, language, localized
from eventmgr.ground.text import LARGEST, whole_number
from eventmgr.identity.accounts.access import act_now, staff_required
from eventmgr.matchmaking.outcomes.deals.money import say_amount
from eventmgr.output.figures import services
from eventmgr.output.figures.manage.blueprint import bp
from eventmgr.output.figures.manage.linking import Links
from eventmgr.output.figures.manage.saving import READ, SaveForm
from eventmgr.output.figures.queries import invited
from eventmgr.output.figures.queries import meetings as held
from eventmgr.output.figures.queries.saved import list_saved
from eventmgr.output.figures.queries.scope import list_occasions
from eventmgr.output.figures.queries.themes import list_rows
from eventmgr.output.figures.tables import charting
from eventmgr.output.figures.tables.choosing import NONE, SIDES, Choices, read_choices
from eventmgr.output.figures.tables.gathering import View, gather, reach_of
from eventmgr.output.figures.tables.measures import (
    CASES,
    DEALS,
    DIMENSIONS,
    FAMILY_SWITCHES,
    FILTERS,
    MEASURES,
    OF_EVENTS,
    PEOPLE,
    SHARED,
)
from eventmgr.output.figures.tables.shares import share_of_smes
from eventmgr.output.figures.tables.workbook import by_group, group_note, public_note
from eventmgr.tools.charts import svg
from eventmgr.tools.taxonomy import choices_themes
from eventmgr.tools.web.pages import Answer, finish
from eventmgr.tools.web.paging import SIZE, Page
from eventmgr.tools.web.requests.parameters import query

_FIELDS = {"rows", "columns"}
_NARROWING = {"series", "year", "kind", "theme"}
"""What the page offers to narrow by: where a measure does not know it, the page says so."""
_LISTS: dict[str, Callable[[int, dict[str, str], str | None], Page[Any]]] = {
    "met": held.list_met,
    "meetings": held.list_held,
    "invitees": invited.list_invitees,
}
_OF_TABLE = ("measure", "rows", "columns", "public")


@dataclass(frozen=True)
class Asked:
    """What an address asks for, of whose figures, and what stands in its way."""

    choices: Choices
    event: Event | None
    view: View | None
    problem: str = ""


def asked_for(slug: str | None) -> Asked:
    """The table that the address of a page or a file asks for.

    Raises:
        BadValue: a value of it is not known.
        NotAllowed: the reader's role at the event does not reach so far.
    """
    user = staff_required()
    event = event_for(slug, READ) if slug is not None else None
    named = {name: query.text(name) for name in (*_OF_TABLE, *DIMENSIONS)}
    try:
        choices = read_choices(named, of_event=event is not None)
    except BadValue as refusal:
        if refusal.field not in _FIELDS | _NARROWING or any(named[name] not in _known(name) for name in _FIELDS):
            raise
        return Asked(_as_typed(named), event, None, refusal.message)
    if event is not None and not may(event, choices.chosen_measure.permission):
        raise NotAllowed(_("Your role in this event does not allow this. Contact the owner."))
    return Asked(choices, event, gather(user, choices, language(), at=clock.now(), event=event))


def _known(name: str) -> set[str]:
    return {"", NONE, *DIMENSIONS, *([SIDES] if name == "columns" else [])}


def _as_typed(named: dict[str, str]) -> Choices:
    measure = named["measure"] if named["measure"] in MEASURES else "expected"
    columns = named["columns"].replace(NONE, "")
    narrow = tuple((name, named[name].replace(NONE, "")) for name in DIMENSIONS if named[name])
    return Choices(measure, named["rows"] or "province", columns, narrow, named["public"] == "1")


@bp.route("/figures/", methods=["GET", "POST"])
def of_all() -> ResponseReturnValue:
    """Of all events that the account may look into, narrowed to a series, a year, a kind; sent with a name it is
    saved."""
    return _answer(asked_for(None))


@bp.route("/events/<slug>/figures/", methods=["GET", "POST"])
def of_event(slug: str) -> ResponseReturnValue:
    """Of one event; sent with a name it is saved."""
    return _answer(asked_for(slug))


def _answer(asked: Asked) -> ResponseReturnValue:
    form = SaveForm()
    if asked.view is not None and form.validate_on_submit():
        user, choices = staff_required(), asked.choices.query()

        def save() -> Answer:
            services.save_table(
                user, asked.event, form.name.data or "", choices, is_shared=form.is_shared.data, act=act_now()
            )
            return Answer(
                address_of(asked, "index", **choices), _("The table has been saved and is listed above under its name.")
            )

        if answer := finish(form, save):
            return answer
    return _page(asked, form)


def _page(asked: Asked, form: SaveForm) -> ResponseReturnValue:
    view, choices = asked.view, asked.choices
    drawing = charting.draw(view) if view is not None and charting.says_more(view) else None
    heading = view.choices.heading if view is not None else _("Tables of figures")
    html = render_template(
        "output/figures/index.html",
        event=asked.event,
        choices=choices,
        problem=asked.problem,
        view=view,
        heading=heading,
        links=Links(view, asked.event) if view is not None else None,
        chart=svg(drawing, title=heading, desc=str(choices.chosen_measure.says)) if drawing is not None else "",
        is_wide=drawing is not None and drawing.width >= charting.WIDE,
        reach=reach_of(view) if view is not None else None,
        smes=share_of_smes(view) if view is not None else None,
        measures=_offered_measures(asked.event),
        dimensions=_offered(asked.event),
        scopes=_scopes(asked.event, choices.chosen_measure.by),
        chips=_chips(view) if view is not None else [],
        said=choices.query(),
        form=form,
        saved=list_saved(staff_required().id, asked.event.id if asked.event is not None else None),
        files={name: address_of(asked, name) for name in ("table.xlsx", "chart.svg", "chart.png")},
        presets=_presets(asked.event),
        all_measures=MEASURES,
        name_of=partial(name_of, asked.event),
        dimension=DIMENSIONS.__getitem__,
        amount=lambda n: say_amount(n, language()),
        public_note=public_note,
        group_note=group_note() if by_group(choices) else "",
        cut=charting.MOST_ROWS if view is not None and charting.is_cut(view.table) else 0,
        at=clock.now(),
    )
    return html, 422 if asked.problem else form.status


def name_of(event: Event | None, measure: str) -> str:
    """By what a number is known: its key in docs/formats/figures.md."""
    family = MEASURES[measure].family
    if family in SHARED:
        return "figures_shared"
    if event is None:
        return "figures"
    if family == PEOPLE:
        return measure
    if family == DEALS:
        return "deal_amount" if MEASURES[measure].is_money else "deals"
    return f"figures_{measure}"


def address_of(asked: Asked, what: str, **more: str) -> str:
    """The page (`index`) or a file of the same figures."""
    values: dict[str, Any] = {} if what == "index" else {**asked.choices.query(), "name": what}
    values |= more
    if asked.event is not None:
        endpoint = "figures_manage.of_event" if what == "index" else "figures_manage.file_of_event"
        return url_for(endpoint, slug=asked.event.slug, **values)
    return url_for("figures_manage.of_all" if what == "index" else "figures_manage.file_of_all", **values)


def _offered_measures(event: Event | None) -> list[tuple[str, str]]:
    return [
        (key, str(one.name))
        for key, one in MEASURES.items()
        if is_on(FAMILY_SWITCHES.get(one.family), event)
        and (event is None or (one.family != CASES and may(event, one.permission)))
    ]


def _offered(event: Event | None) -> list[tuple[str, str]]:
    hidden = FILTERS if event is None else OF_EVENTS | FILTERS
    return [(name, str(label)) for name, label in DIMENSIONS.items() if name not in hidden]


def _scopes(event: Event | None, by: Collection[str]) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(name in the address, label, choices) of what narrows the events, and of the themes; what a measure does not know
    is not offered."""
    themes = [("theme", _("Theme"), choices_themes(language()))] if "sector" in by else []
    return [*(scope for scope in _of_events(event) if scope[0] in by), *themes]


def _of_events(event: Event | None) -> list[tuple[str, str, list[tuple[str, str]]]]:
    if event is not None:
        return []
    found = list_occasions(staff_required(), READ)
    series = {one.series: localized(one.series_name) for one in found if one.series}
    years = sorted({one.year for one in found}, reverse=True)
    return [
        ("series", _("Series"), sorted(series.items(), key=lambda pair: pair[1])),
        ("year", _("Year"), [(year, year) for year in years]),
        ("kind", _("Kind of event"), [(kind.value, str(kind.label)) for kind in EventKind]),
    ]


def _chips(view: View) -> list[tuple[str, str]]:
    """What the table is narrowed to, in words, and the name in the address that takes it away."""
    return [
        (name, _("%(label)s: %(value)s", label=DIMENSIONS[name], value=view.names.say(name, value)))
        for name, value in view.choices.narrow
    ]


def _presets(event: Event | None) -> list[tuple[str, str]]:
    """Tables that are often asked for: (what it is, address)."""
    wanted = [
        (_("No-show rate by delegation"), Choices(rows="unit")),
        (_("Province/region × sector"), Choices(columns="sector")),
        (_("Supply: province/region × sector"), Choices("supply", columns="sector")),
        (_("Demand: province/region × sector"), Choices("demand", columns="sector")),
        (_("Sessions by topic"), Choices("sessions", rows="topic", columns="track")),
        (_("Meetings between provinces"), Choices("meetings", columns="partner")),
        (_("Intentions between provinces"), Choices("intentions", columns="partner")),
    ]
    if event is None:
        wanted = [
            (_("Events side by side"), Choices(rows="event")),
            (_("Years side by side"), Choices(rows="year")),
            (_("Series by year"), Choices(rows="series", columns="year")),
            *wanted,
            (_("Cases: province/region × sector"), Choices("cases", columns="sector")),
            (_("Cases by topic"), Choices("cases", rows="topic", columns="year")),
        ]
    elif event.series is not None:
        wanted.append((_("Editions of the series"), Choices(rows="event", narrow=(("series", event.series.slug),))))
    result = (
        [(_("Attendance over the day"), url_for("figures_manage.day", slug=event.slug))] if event is not None else []
    )
    for label, choices in wanted:
        if event is not None and choices.rows not in OF_EVENTS:
            switch = FAMILY_SWITCHES.get(choices.chosen_measure.family)
            if may(event, choices.chosen_measure.permission) and is_on(switch, event):
                result.append((label, url_for("figures_manage.of_event", slug=event.slug, **choices.query())))
        elif is_on(FAMILY_SWITCHES.get(choices.chosen_measure.family), None):
            result.append((label, url_for("figures_manage.of_all", **choices.query())))
    return result


@bp.route("/events/<slug>/figures/rows/")
def rows_of_event(slug: str) -> ResponseReturnValue:
    """The meetings that were held, the organizations that held them, the people invited personally, the sessions or the
    listings behind a number."""
    measure = _measure_of_rows([*_LISTS, *(key for key, one in MEASURES.items() if one.family in SHARED - {CASES})])
    return _rows(measure, event_for(slug, MEASURES[measure].permission))


@bp.route("/figures/rows/")
def rows() -> ResponseReturnValue:
    """The cases or adoptions of cases behind a number."""
    return _rows(_measure_of_rows([key for key, one in MEASURES.items() if one.family == CASES]), None)


def _measure_of_rows(known: Collection[str]) -> str:
    measure = query.text("measure") or next(iter(known))
    if measure not in known:
        offered = ", ".join(known)
        raise BadValue(_("“%(value)s” is not valid here. Available: %(known)s.", value=measure, known=offered))
    return measure


def _rows(measure: str, event: Event | None) -> ResponseReturnValue:
    chosen = MEASURES[measure]
    is_shared = chosen.family in SHARED
    offered = [name for name in (*chosen.by, "theme") if event is None or name not in OF_EVENTS]
    narrow = {name: query.text(name).replace(NONE, "") for name in offered if query.text(name)}
    cursor = query.cursor()
    view = gather(staff_required(), _narrowed(measure, narrow), language(), at=clock.now(), event=event)
    if is_shared or event is None:
        page = _page_of(measure, view.ids, cursor)
        back = address_of(Asked(view.choices, event, view), "index", **view.choices.query())
    else:
        page = _LISTS[measure](event.id, narrow, cursor)
        back = url_for(".of_event", slug=event.slug, measure=measure)
    return render_template(
        "output/figures/rows.html",
        event=event,
        measure=measure,
        told=chosen,
        page=page,
        total=view.table.total,
        figure="figures_shared" if is_shared else f"figures_{measure}",
        names=view.names,
        chips=_chips(view),
        back=back,
        may_edit=event is not None and may(event, "agenda.edit"),
    )


def _page_of(measure: str, ids: Sequence[int], cursor: str | None) -> Page[Any]:
    """One page of what has these numbers; a cursor is the number with which it begins."""
    first = bisect_left(ids, whole_number(cursor, most=LARGEST) or 0) if cursor else 0
    rows = list_rows(measure, ids[first : first + SIZE])
    later, earlier = ids[first + SIZE : first + SIZE + 1], ids[max(0, first - SIZE) : first]
    return Page(rows, str(later[0]) if later else None, str(earlier[0]) if earlier else None)


def _narrowed(measure: str, narrow: dict[str, str]) -> Choices:
    return replace(Choices(measure=measure, columns=""), narrow=tuple(narrow.items()))
