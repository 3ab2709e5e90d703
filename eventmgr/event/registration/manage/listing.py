"""Who has registered: counts, filters in the address, chosen columns, pages. Numbers and addresses are covered."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from flask import render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from eventmgr.event.events.access import event_for, may
from eventmgr.event.events.derived.opening import free_places
from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.forms.queries import list_questions
from eventmgr.event.forms.questions import FILES
from eventmgr.event.quotas.labels import say_counted
from eventmgr.event.quotas.models import Status
from eventmgr.event.quotas.queries import list_unit_tallies
from eventmgr.event.registration import labels, queries
from eventmgr.event.registration.access import REVEAL, check_filter, reader_of, rows_of
from eventmgr.event.registration.counting.cube import Cube, day_offset
from eventmgr.event.registration.manage.blueprint import bp
from eventmgr.event.registration.manage.choosing import deeds_for
from eventmgr.event.registration.manage.column_sets import AskedColumns, asked_columns
from eventmgr.event.registration.manage.using import unit_uses
from eventmgr.event.registration.models import Word
from eventmgr.event.registration.notes import group_states, links
from eventmgr.event.registration.office_list import columns
from eventmgr.event.registration.office_list.filtering import NONE, PLACES, ListFilter, read_filter, read_sort
from eventmgr.event.registration.services import possible_marks
from eventmgr.event.registration.trail import FILTER_NAMES
from eventmgr.ground import clock
from eventmgr.ground.i18n import Bilingual, _, _n, language, localized
from eventmgr.identity.directory.models import SizeClass
from eventmgr.tools.taxonomy import choices_countries, choices_provinces, get_topic, sectors, units
from eventmgr.tools.web.paging import LONGEST_CURSOR
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
    groups, asked, questions = queries.list_group_titles(event.id), asked_columns(event), list_questions(event.id)
    page = queries.list_registrations(event.id, filters, sort=sort, cursor=query.text("cursor", longest=LONGEST_CURSOR))
    usual = (*columns.USUAL, *([columns.UNIT_WORD] if types_of(event).needs_words else []))
    said = asked_words(event, asked.keys or usual, [row.id for row in page.rows])
    known = columns.columns_of(
        event, questions, language(), groups=groups, group_states=asked_group_states(event, asked), unit_words=said
    )
    known = columns.cover(columns.readable(known, reads, masked=True))
    tallies = list_unit_tallies(event.id)
    people = Cube(tallies)
    rights = rights_at(event)
    waits = any(row.status is Status.WAITLISTED for row in page.rows)
    return render_template(
        "event/registration/manage/index.html",
        event=event,
        links=links(event, tallies),
        filters=filters,
        sort=sort,
        page=page,
        heads=_HEADS,
        columns=columns.choose(_offered(known), asked.among(_offered(known)), usual),
        offered=_offered(known),
        column_set=asked.chosen,
        column_sets=queries.list_column_sets(event.id) if rights["exports"] else [],
        gone=asked.gone(known),
        summary=_summary(event, people),
        total=queries.count_listed(event.id, filters, tallies),
        todo=people["pending"].number + queries.count_flagged(event.id) if reads("todo") else None,
        reads=reads,
        flags=[(flag, str(label)) for flag, label in labels.FLAGS.items()],
        asked_days=_days(query.text("from"), query.text("to")),
        uses=unit_uses(event, tallies),
        counted=say_counted(types_of(event)),
        numbers=queries.list_queue_numbers(event.id) if waits else {},
        choices=_choices(event, groups, filters),
        narrowed=_narrowed(event, filters),
        deeds=deeds_for(
            filters.status,
            edits=rights["edits"],
            marks=_marks_now(event) if rights["marks"] else (),
            recommends=types_of(event).needs_words,
        ),
        untold=queries.list_untold(event.id) if rights["edits"] else None,
        ticked=set(query.text("ids", longest=_LONGEST_IDS).split(",")),
        asks_files=any(question.kind in FILES for question in questions),
        **rights,
    )


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
    return {number: texts[word] for number, word in queries.list_said(event, ids).items()}


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


def _offered(known: dict[str, columns.Column]) -> dict[str, columns.Column]:
    """Columns that may be chosen: all but the first, which holds name and organization."""
    return {key: column for key, column in known.items() if key not in ("name", "organization")}


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
        "in_group": [(value, str(labels.PLACES[value])) for value in PLACES] if groups else [],
        "role": [*types_of(event).names().items()],
        "word": [(word, str(label)) for word, label in labels.WORDS.items()],
    }
