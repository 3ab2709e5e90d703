"""Who has registered: counts, filters in the address, columns that are chosen and saved, pages. Numbers and addresses
are covered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import free_places, types_of
from eventmgr.event.events.models import Event
from eventmgr.event.events.queries import get_of
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import FILES, AskedQuestion
from eventmgr.event.quotas.labels import say_counted
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration import labels
from eventmgr.event.registration.access import REVEAL, check_filter, reader_of, rows_of
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.counting.figures import Cube, day_offset
from eventmgr.event.registration.deciding.services.marking import possible_marks
from eventmgr.event.registration.filters import GROUP_PLACES, NONE, ListFilter, read_filter, read_sort
from eventmgr.event.registration.models import ColumnSet, Word
from eventmgr.event.registration.notes import group_states, links, ways_in
from eventmgr.event.registration.office_list import columns, services
from eventmgr.event.registration.office_list.manage.blueprint import bp
from eventmgr.event.registration.office_list.manage.choosing import deeds_for, unit_uses
from eventmgr.event.registration.office_list.queries import (
    count_flagged,
    count_listed,
    list_column_sets,
    list_queue_numbers,
    list_registrations,
    list_untold,
)
from eventmgr.event.registration.queries.unit_words import list_said
from eventmgr.event.registration.trail import FILTER_NAMES
from eventmgr.ground import clock
from eventmgr.ground.db import write
from eventmgr.ground.i18n import LANGUAGES, Bilingual, _, _l, _n, language, localized, speaking
from eventmgr.ground.text import whole_number
from eventmgr.identity.accounts.access import act_now
from eventmgr.tools.taxonomy import choices_countries, choices_provinces, get_topic, sectors, units
from eventmgr.tools.taxonomy.sizes import SizeClass
from eventmgr.tools.web.fields.codes import CodeMultiSelect
from eventmgr.tools.web.forms import Form, LineField, Required
from eventmgr.tools.web.pages import Answer, finish, go_to
from eventmgr.tools.web.requests.parameters import query

_HEADS = {"name": "name", "created": "created"}
"""Columns that sort: their key → that of the order."""


_LONGEST_IDS = 1000


@bp.route("/")
def index(slug: str) -> ResponseReturnValue:
    """The list; filters `q, status, unit, province, sector, role, group, todo, held`, `sort`, `cols`, `cursor`;
    `ids` are ticked."""
    event = event_for(slug, "registrations.read")
    filters, sort, reads = (
        read_filter(query, day_offset(event), types_of(event)),
        read_sort(query.text("sort")),
        reader_of(event),
    )
    check_filter(filters, reads)
    groups, asked, questions = list_group_titles(event.id), asked_columns(event), list_questions(event.id)
    page = list_registrations(event.id, filters, sort=sort, cursor=query.cursor())
    known = _columns_at(event, questions, reads, groups, asked, [row.id for row in page.rows])
    chosen = columns.choose(known, asked.among(known), columns.filled(known, columns.USUAL, page.rows))
    tallies = list_unit_tallies(event.id)
    people = Cube(tallies)
    rights = rights_at(event)
    waits = any(row.status is Status.WAITLISTED for row in page.rows)
    return render_template(
        "event/registration/manage/index.html",
        event=event,
        links=links(event, tallies),
        ways_in=[] if page.rows else ways_in(event),
        filters=filters,
        sort=sort,
        page=page,
        heads=_HEADS,
        columns=chosen,
        cells=lambda row: [(column.key, column.text(row)) for column in chosen],
        offered=known,
        column_set=asked.chosen,
        column_sets=list_column_sets(event.id) if rights["exports"] else [],
        gone=asked.gone([*known, *columns.ALWAYS]),
        summary=_summary(event, people),
        total=count_listed(event.id, filters, tallies),
        todo=people["pending"].number + count_flagged(event.id) if reads("todo") else None,
        reads=reads,
        flags=[(flag, str(label)) for flag, label in labels.FLAGS.items()],
        asked_days=_days(query.text("from"), query.text("to")),
        uses=unit_uses(event, tallies),
        counted=say_counted(types_of(event)),
        numbers=list_queue_numbers(event.id) if waits else {},
        choices=_choices(event, groups, filters),
        narrowed=_narrowed(event, filters),
        deeds=deeds_for(
            filters.status,
            edits=rights["edits"],
            marks=_marks_now(event) if rights["marks"] else (),
            recommends=types_of(event).needs_words,
        ),
        untold=list_untold(event.id) if rights["edits"] else None,
        ticked=set(query.text("ids", longest=_LONGEST_IDS).split(",")),
        asks_files=any(question.kind in FILES for question in questions),
        **rights,
    )


def _columns_at(
    event: Event,
    questions: Sequence[AskedQuestion],
    reads: Callable[[str], bool],
    groups: Mapping[str, Bilingual],
    asked: AskedColumns,
    ids: Collection[int],
) -> dict[str, columns.Column]:
    """The columns that the list offers its reader, as it shows them to these people's rows."""
    known = columns.columns_of(
        event,
        questions,
        language(),
        year=False,
        groups=groups,
        group_states=asked_group_states(event, asked),
        unit_words=asked_words(event, asked.keys or columns.USUAL, ids),
    )
    return columns.choosable(columns.shown_to(known, reads))


def _marks_now(event: Event) -> set[str]:
    """The marks that may be set at present."""
    return {mark.value for mark in possible_marks(event, Status.CONFIRMED, at=clock.now())}


def asked_group_states(event: Event, asked: AskedColumns) -> dict[int, str]:
    """How people stand in their groups, where that column is asked for."""
    return group_states(event.id) if columns.GROUP_STATE in asked.keys else {}


def asked_words(event: Event, keys: Collection[str], ids: Collection[int] | None = None) -> dict[int, str]:
    """What delegations have said about these people or everybody, where that column is asked for."""
    if not types_of(event).needs_words or columns.UNIT_WORD not in keys:
        return {}
    texts: dict[Word | None, str] = {word: str(word.label) for word in Word}
    texts[None] = str(labels.AWAITED.label)
    return {number: texts[word] for number, word in list_said(event, ids).items()}


def _summary(event: Event, people: Cube) -> list[tuple[str, int | str, str, str, str]]:
    """(words, number, note, address of the rows behind it, key of the number)."""
    taken, offered = people["taken"].number, people["offered"].number
    limit = "" if event.capacity is None else _limit(event.capacity)
    free = free_places(event.capacity, taken + offered)
    left = "—" if free is None else free
    return [
        (_("Confirmed or attended"), taken, limit, rows_of(event, "taken"), "taken"),
        (_("Pending"), people["pending"].number, "", rows_of(event, "pending"), "pending"),
        (
            *(_("Waiting list"), people["waitlisted"].number, ""),
            *(rows_of(event, "waitlisted", sort="created"), "waitlisted"),
        ),
        *([(_("Places offered"), offered, "", rows_of(event, "offered"), "offered")] if offered else []),
        (_("Cancelled or declined"), people["gone"].number, "", rows_of(event, "gone"), "gone"),
        (_("Places left"), left, "", "", "places_left"),
    ]


def _limit(capacity: int) -> Markup:
    """How many places there are, and who takes them."""
    text = _n("of %(num)s place, staff included", "of %(num)s places, staff included", capacity)
    return Markup('<span data-figure="capacity">{}</span>').format(text)


def _days(first: str, last: str) -> str:
    """The days of registration that are asked for."""
    if first == last:
        return first
    return f"{first}–{last}" if language() == "en" else f"{first}—{last}"


def rights_at(event: Event) -> dict[str, bool]:
    """What the reader may do with registrations here, as pages ask for it."""
    return {
        "edits": may(event, "registrations.edit"),
        "exports": may(event, "registrations.export"),
        "reveals": may(event, REVEAL),
        "deletes": may(event, "registrations.delete"),
        "marks": may(event, "registrations.mark"),
    }


def _narrowed(event: Event, filters: ListFilter) -> dict[str, str]:
    """What the list is narrowed by that only figures lead to: name in the address → words."""
    tracks = {str(track.id): localized(track.name) for track in event.tracks} if filters.track else {}
    narrowing: dict[str, tuple[str | None, Callable[[str], str]]] = {
        "size": (filters.size, lambda size: str(SizeClass(size).label)),
        "topic": (filters.topic, lambda topic: get_topic(topic).short(language())),
        "track": (filters.track, lambda track: tracks.get(track, track)),
    }
    return {
        name: _("%(label)s: %(value)s", label=FILTER_NAMES[name], value=say(value) if value else _("none"))
        for name, (value, say) in narrowing.items()
        if value is not None
    }


def _choices(event: Event, groups: Mapping[str, Bilingual], filters: ListFilter) -> dict[str, list[tuple[str, str]]]:
    """What the filters offer; countries only where the list is narrowed to one."""
    none, lang = (NONE, _("none")), language()
    return {
        "status": [
            *((status.value, str(label)) for status, label in labels.STATUSES.items()),
            *((key, str(label)) for key, label in labels.STATE_SETS.items()),
        ],
        "unit": [*((unit.code, unit.short(lang)) for unit in units()), none],
        "province": [*choices_provinces(lang), none],
        "country": choices_countries(lang) if filters.country else [],
        "sector": [*((sector.code, sector.labelled(lang, short=True)) for sector in sectors()), none],
        "group": [*((value, localized(title, lang)) for value, title in groups.items()), none] if groups else [],
        "in_group": [(value, str(labels.PLACES[value])) for value in GROUP_PLACES] if groups else [],
        "role": [*types_of(event).names().items()],
        "word": [(word, str(label)) for word, label in labels.WORDS.items()],
    }


class ColumnSetForm(Form):
    """The name of a set and its columns."""

    name = LineField(_l("Name of the column set"), [Required()], longest=50)
    columns = CodeMultiSelect(_l("Columns"), [Required()])


@dataclass(frozen=True)
class AskedColumns:
    """The columns that an address asks for: those of a set (`set`), else one by one (`cols`)."""

    keys: tuple[str, ...]
    chosen: ColumnSet | None = None

    def among(self, known: Mapping[str, columns.Column]) -> tuple[str, ...]:
        """Those that there are; what is asked for one by one is not sorted out, so that a mistake is told."""
        return tuple(key for key in self.keys if self.chosen is None or key in known)

    def gone(self, known: Iterable[str]) -> list[str]:
        """Heads of those of the set that the reader has not: their questions were removed, or are not theirs to
        read."""
        there = set(known)
        return [] if self.chosen is None else gone_from(self.chosen, there)


def gone_from(column_set: ColumnSet, known: Iterable[str]) -> list[str]:
    """Heads of the columns of a set that are not among `known`."""
    there = set(known)
    return [localized(head) or key for key, head in column_set.columns.items() if key not in there]


def asked_columns(event: Event) -> AskedColumns:
    """What the address asks for.

    Raises:
        NotFound: the event has no such set.
    """
    number = query.text("set")
    if not number:
        return AskedColumns(tuple(key for part in query.several("cols") for key in part.split(",") if key))
    chosen = get_of(event, ColumnSet, whole_number(number) or 0)
    return AskedColumns(tuple(chosen.columns), chosen)


@bp.route("/column-sets/", methods=["GET", "POST"])
def column_sets(slug: str) -> ResponseReturnValue:
    """The saved sets of the event, and a form for another one; `cols` are ticked already."""
    event = event_for(slug, "registrations.export")
    return _page(event, None)


@bp.route("/column-sets/<int:column_set_id>/", methods=["GET", "POST"])
def edit_column_set(slug: str, column_set_id: int) -> ResponseReturnValue:
    """Another name for a set, or other columns."""
    event = event_for(slug, "registrations.export")
    return _page(event, get_of(event, ColumnSet, column_set_id))


@bp.route("/column-sets/<int:column_set_id>/remove", methods=["POST"])
def remove_column_set(slug: str, column_set_id: int) -> ResponseReturnValue:
    """A set is no longer offered."""
    event = event_for(slug, "registrations.export")
    write(lambda: services.remove_column_set(event, get_of(event, ColumnSet, column_set_id), act=act_now()))
    return go_to(url_for(".column_sets", slug=slug), _("The column set has been deleted."))


def _page(event: Event, column_set: ColumnSet | None) -> ResponseReturnValue:
    known = columns.choosable(columns.readable(_known(event), reader_of(event)))
    ticked = [key for key in column_set.columns if key in known] if column_set else query.several("cols")
    form = ColumnSetForm(data={"name": column_set.name if column_set else "", "columns": ticked})
    form.columns.offer([(key, str(column.label)) for key, column in known.items()])
    if form.validate_on_submit():
        heads = {key: _head(event, key) for key in form.columns.data or ()}

        def save() -> Answer:
            existing = get_of(event, ColumnSet, column_set.id) if column_set else None
            services.save_column_set(event, form.name.data or "", heads, act=act_now(), existing=existing)
            return Answer(url_for(".column_sets", slug=event.slug), _("The column set has been saved."))

        if answer := finish(form, save):
            return answer
    sets = list_column_sets(event.id)
    html = render_template(
        "event/registration/manage/column_sets.html",
        event=event,
        form=form,
        column_set=column_set,
        sets=sets,
        labels={saved.id: [str(known[key].label) for key in known if key in saved.columns] for saved in sets},
        gone={saved.id: gone_from(saved, [*known, *columns.ALWAYS]) for saved in sets},
    )
    return html, form.status


def _known(event: Event) -> dict[str, columns.Column]:
    groups = list_group_titles(event.id)
    return columns.columns_of(event, list_questions(event.id), language(), groups=groups)


def _head(event: Event, key: str) -> Bilingual:
    """The head of a column in both languages."""
    heads = {}
    for lang in LANGUAGES:
        with speaking(lang):
            heads[lang] = str(_known(event)[key].label)
    return heads
