"""Papers of a study visit: the report, and notes for hosts."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter, itemgetter

from reportlab.platypus.flowables import CondPageBreak, Flowable, PageBreak

from eventmgr.ground.i18n import _, _l, _n, format_number, language, speaking
from eventmgr.output.papers.visits.contents import Batch, Finding, Stop, Visit, stop_page
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.lists import Column, ListLook, Section
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import indented, lines
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    HEADING,
    HEADING_2,
    NOTE,
    TITLE,
)
from eventmgr.tools.typesetting.tables import page_head, sections, table
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
            *((heading, lines(text)) for heading, text in data.written),
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
    columns = (
        Column(_("Stop"), lambda stop: "\n".join(part for part in (stop.title, stop.place) if part)),
        Column(_("When"), attrgetter("when"), 118.0, kind="soft"),
        Column(_("Expected"), lambda stop: format_number(stop.expected), 50.0, kind="number"),
        Column(_("Counted"), _counted, 50.0, kind="number"),
        Column(
            _("Batches"), lambda stop: str(sum(bool(part.number) for part in stop.batches) or "—"), 50.0, kind="number"
        ),
    )
    yield table(columns, data.stops, pad=2.5)


def _counted(stop: Stop) -> str:
    return "—" if stop.present is None else format_number(stop.present)


def _findings(data: Visit) -> Iterator[Flowable]:
    for stop in data.stops:
        yield CondPageBreak(_LEAST / 2)
        yield para(stop.title, HEADING_2, OutlineEntry(stop.title, 1))
        if stop.sights:
            yield para(stop.sights, BODY)
        for one in stop.findings:
            yield para(_text_of(one), indented())
        if not stop.findings:
            yield para(_("No findings were chosen for the report."), NOTE)


def _text_of(finding: Finding) -> str:
    adopt = _("Worth adopting: %(words)s", words=finding.adopt) if finding.adopt else ""
    text = (" " if language() == "en" else "").join(part for part in (finding.text, adopt) if part)
    if not finding.unit:
        return text
    return f"{text}（{finding.unit}）" if language() == "zh" else f"{text} ({finding.unit})"


def build_host_notes(data: Visit, *, lang: str) -> bytes:
    """A page for each host: how many come when, from which delegations; nobody is named."""
    with speaking(lang):
        name = _("Information for hosts")
        story: list[Flowable] = []
        for stop in data.stops:
            story += [*([PageBreak()] if story else []), *page_head(stop_page(stop), data.occasion, name)]
            story += [
                *_greeting(stop, data),
                *sections(map(_counts, stop.batches), _COUNTS, ListLook(after=8), 2.0),
                *_below(stop, data),
            ]
        if not story:
            story = [para(data.occasion.title, TITLE), para(_("The agenda has no visits yet."), BODY)]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _greeting(stop: Stop, data: Visit) -> Iterator[Flowable]:
    """To whom it is written, and what comes."""
    if stop.host:
        yield para(_("To %(name)s:", name=stop.host), BODY.but(bold=True))
    sentence = _n(
        "%(num)s participant in “%(title)s” will visit you, as described below. Thank you for receiving us.",
        "%(num)s participants in “%(title)s” will visit you, as described below. Thank you for receiving us.",
        stop.expected,
        title=data.occasion.title,
    )
    yield para(sentence, indented())


_COUNTS = (
    Column(_l("Delegation"), itemgetter(0)),
    Column(_l("Number of people"), lambda unit: format_number(unit[1]), 90.0),
)


def _counts(batch: Batch) -> Section:
    return Section(batch.units, batch.words)


def _below(stop: Stop, data: Visit) -> Iterator[Flowable]:
    """The vehicles in which they come, and whom to call."""
    colon, comma = ("：", "、") if language() == "zh" else (": ", ", ")
    vehicles = [(_("Vehicles"), comma.join(stop.vehicles))] if stop.vehicles else []
    for word, words in (*vehicles, *data.contacts):
        yield para(f"{word}{colon}{words}", BODY.but(before=4))
