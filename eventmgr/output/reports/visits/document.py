"""Papers of a study visit: the report, lists of the stops, notes for hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from eventmgr.ground.i18n import _, _n, format_number, language, speaking
from eventmgr.output.reports.documents.front import Rule, front
from eventmgr.output.reports.documents.sheet import sheet_of
from eventmgr.output.reports.visits.contents import Batch, Finding, Stop, Visit
from eventmgr.tools.typesetting.grid import Grid, Row, in_company
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_NUMBER,
    CELL_SOFT,
    COLUMN,
    COLUMN_NUMBER,
    FACTS,
    HEADING,
    HEADING_2,
    NOTE,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.text import para

_NUMERALS = "一二三四五六七八九十"
_LEAST = 130.0


def build_report(data: Visit, *, lang: str) -> bytes:
    """The report as a PDF: figures, stops with head counts and findings, what organizers wrote."""
    with speaking(lang):
        name = _("Report of the study visit")
        story = list(front(data.occasion, name))
        sections = [
            (_("Basic facts"), list(_facts(data))),
            (_("Stops and findings"), list(_findings(data))),
            *((heading, _paragraphs(text)) for heading, text in data.written),
        ]
        for number, (words, blocks) in enumerate(sections):
            title = f"{_NUMERALS[number]}、{words}" if lang == "zh" else f"{number + 1}. {words}"
            story += [CondPageBreak(_LEAST), para(title, HEADING, OutlineEntry(words)), *blocks]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _facts(data: Visit) -> Iterator[Flowable]:
    comma = "、" if language() == "zh" else ", "
    units = comma.join(_("%(name)s (%(number)s)", name=name, number=number) for name, number in data.delegations)
    numbers = {"all": data.people + data.staff, "people": data.people, "staff": data.staff, "stops": len(data.stops)}
    if data.has_begun:
        sentence = _(
            "Took part: %(all)s (participants %(people)s, staff %(staff)s). Stops visited: %(stops)s.",
            **numbers,
        )
    else:
        sentence = _("Expected: %(all)s (participants %(people)s, staff %(staff)s). Stops: %(stops)s.", **numbers)
    yield para(sentence, BODY)
    if units:
        yield para(_("Delegations: %(units)s.", units=units), BODY.but(after=6))
    words = (_("Stop"), _("When"), _("Expected"), _("Counted"), _("Batches"))
    head = Row(
        (*(para(word, COLUMN) for word in words[:2]), *(para(word, COLUMN_NUMBER) for word in words[2:])), fill="wash"
    )
    rows = [
        Row(
            (
                para("\n".join(part for part in (stop.title, stop.place) if part), CELL),
                para(stop.when, CELL_SOFT),
                para(format_number(stop.expected), CELL_NUMBER),
                para("—" if stop.present is None else format_number(stop.present), CELL_NUMBER),
                para(str(sum(bool(batch.number) for batch in stop.batches) or "—"), CELL_NUMBER),
            ),
            pad=2.5,
        )
        for stop in data.stops
    ]
    yield Grid((WIDTH - 118 - 3 * 50, 118, 50, 50, 50), [head], rows)


def _findings(data: Visit) -> Iterator[Flowable]:
    for stop in data.stops:
        yield CondPageBreak(_LEAST / 2)
        yield para(stop.title, HEADING_2, OutlineEntry(stop.title, 1))
        if stop.sights:
            yield para(stop.sights, BODY)
        for one in stop.findings:
            yield para(_said(one), BODY.but(first_indent=2 * BODY.size) if language() == "zh" else BODY)
        if not stop.findings:
            yield para(_("No findings were chosen for the report."), NOTE)


def _said(one: Finding) -> str:
    adopt = _("Worth adopting: %(words)s", words=one.adopt) if one.adopt else ""
    text = (" " if language() == "en" else "").join(part for part in (one.text, adopt) if part)
    if not one.unit:
        return text
    return f"{text}（{one.unit}）" if language() == "zh" else f"{text} ({one.unit})"


def _paragraphs(text: str) -> list[Flowable]:
    style = BODY.but(first_indent=2 * BODY.size) if language() == "zh" else BODY
    return [para(line.strip(), style) for line in text.splitlines() if line.strip()]


def build_lists(data: Visit, *, lang: str) -> bytes:
    """A page for each stop: who is in which batch, for guides and whoever counts."""
    with speaking(lang):
        name = _("Stop lists")
        return _pages(data, name, _people, lang, is_letter=False)


def build_host_notes(data: Visit, *, lang: str) -> bytes:
    """A page for each host: how many come when, from which delegations; nobody is named."""
    with speaking(lang):
        name = _("Information for hosts")
        return _pages(data, name, _counts, lang, is_letter=True)


def _pages(data: Visit, name: str, table: Callable[[Batch], Flowable], lang: str, *, is_letter: bool) -> bytes:
    story: list[Flowable] = []
    for stop in data.stops:
        story += [*([PageBreak()] if story else []), *_head(stop, data, name)]
        if is_letter:
            story += _greeting(stop, data)
        for batch in stop.batches:
            story += [*_batch_head(batch), table(batch)]
        if is_letter:
            colon = "：" if language() == "zh" else ": "
            told = [*([(_("Vehicles"), ("、" if lang == "zh" else ", ").join(stop.vehicles))] if stop.vehicles else [])]
            story += [para(f"{word}{colon}{words}", BODY.but(before=4)) for word, words in (*told, *data.contacts)]
    if not story:
        story = [para(data.occasion.title, TITLE), para(_("The agenda has no visits yet."), BODY)]
    return build_pages(story, sheet_of(data.occasion, name, lang))


def _head(stop: Stop, data: Visit, name: str) -> Iterator[Flowable]:
    yield para(stop.title, TITLE.but(after=0), OutlineEntry(stop.title))
    yield para(f"{data.occasion.title} · {name}", SUBTITLE.but(size=12, leading=18, after=2))
    yield para(" · ".join(part for part in (stop.when, stop.place) if part), FACTS)
    if stop.notes:
        notes = ("；" if language() == "zh" else "; ").join(stop.notes)
        yield para(_("Please note: %(notes)s", notes=notes), FACTS)
    yield Rule("brand", 1.2, before=6, after=8)


def _greeting(stop: Stop, data: Visit) -> Iterator[Flowable]:
    """To whom it is written, and what comes."""
    if stop.host:
        yield para(_("To %(name)s:", name=stop.host), BODY.but(bold=True))
    style = BODY.but(first_indent=2 * BODY.size) if language() == "zh" else BODY
    sentence = _n(
        "%(num)s participant in “%(title)s” will visit you, as described below. Thank you for receiving us.",
        "%(num)s participants in “%(title)s” will visit you, as described below. Thank you for receiving us.",
        stop.expected,
        title=data.occasion.title,
    )
    yield para(sentence, style)


def _batch_head(batch: Batch) -> Iterator[Flowable]:
    people = _n("%(num)s person", "%(num)s people", len(batch.visitors))
    words = " · ".join(part for part in (batch.number, batch.hours, people) if part)
    yield para(words, HEADING_2.but(role="H2", keep_with_next=False))


def _people(batch: Batch) -> Grid:
    words = ("", _("Name"), _("Delegation"), _("Organization"), _("Job title"), _("Here"))
    rows = [
        (str(number), named(one.name, one.latin), one.unit, one.organization, one.title, "□")
        for number, one in enumerate(batch.visitors, start=1)
    ]
    name = {"zh": 66, "en": 100}[language()]
    return _table(words, rows, (24, name, 60, WIDTH - 24 - name - 60 - 90 - 36, 90, 36))


def _counts(batch: Batch) -> Grid:
    rows = [(name, format_number(number)) for name, number in batch.units]
    return _table((_("Delegation"), _("Number of people")), rows, (WIDTH - 90, 90))


def _table(words: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[float]) -> Grid:
    head = Row(tuple(para(word, COLUMN) for word in words), fill="wash")
    lines = [
        Row(tuple(para(text, CELL) for text in row), pad=2.5, keep=in_company(place, len(rows)))
        for place, row in enumerate(rows)
    ]
    return Grid(tuple(widths), [head], lines)
