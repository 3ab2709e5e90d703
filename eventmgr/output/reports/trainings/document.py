"""The record of a training on paper: figures, sessions, delegations, and everybody's hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus.flowables import CondPageBreak, Flowable

from eventmgr.ground.i18n import _, format_number, language, speaking
from eventmgr.output.reports.documents.front import front
from eventmgr.output.reports.documents.sheet import sheet_of
from eventmgr.output.reports.trainings.contents import Record
from eventmgr.tools.typesetting.grid import Grid, Row, in_company
from eventmgr.tools.typesetting.names import named
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, CELL, CELL_NUMBER, COLUMN, COLUMN_NUMBER, HEADING, NOTE, WIDTH
from eventmgr.tools.typesetting.text import para

_LEAST = 110.0


def build(data: Record, *, lang: str) -> bytes:
    """The record as a PDF."""
    with speaking(lang):
        name = _("Record of the training")
        story = [*front(data.occasion, name), *_figures(data)]
        for heading, text in data.written:
            style = BODY.but(first_indent=2 * BODY.size) if lang == "zh" else BODY
            story += [_heading(heading), *(para(line.strip(), style) for line in text.splitlines() if line.strip())]
        story += [_heading(_("Sessions")), _sessions(data)]
        story += [CondPageBreak(_LEAST), _heading(_("By delegation"), keep=False), _units(data)]
        story += [CondPageBreak(_LEAST), _heading(_("Hours of everybody"), keep=False), *_people(data)]
        return build_pages(story, sheet_of(data.occasion, name, lang))


def _heading(words: str, *, keep: bool = True) -> Flowable:
    """A heading; `keep` with what follows, unless that is a long table."""
    return para(words, HEADING.but(keep_with_next=keep), OutlineEntry(words))


def _figures(data: Record) -> Iterator[Flowable]:
    sentences = (
        _("%(people)s people hold a place.", people=data.people),
        _(
            "One person could attend %(base)s training hours; a certificate needs %(needed)s (%(threshold)s%%).",
            base=data.base,
            needed=data.needed,
            threshold=data.threshold,
        ),
        _(
            "%(enough)s have reached the threshold; %(issued)s certificates are valid.",
            enough=data.enough,
            issued=data.certificates,
        ),
    )
    yield para((" " if language() == "en" else "").join(sentences), BODY.but(after=6))


def _sessions(data: Record) -> Grid:
    words = (_("When"), _("Session"), _("Training hours"), _("Present"), _("Attendance"))
    rows = ((one.when, one.title, one.hours, format_number(one.present), one.share) for one in data.sessions)
    return _table(words, rows, (110, WIDTH - 110 - 64 - 56 - 64, 64, 56, 64), numbers=3)


def _units(data: Record) -> Grid:
    words = (_("Delegation"), _("Number of people"), _("With enough hours"), _("Mean hours"))
    rows = ((one.name, format_number(one.people), format_number(one.enough), one.mean) for one in data.units)
    return _table(words, rows, (WIDTH - 3 * 90, 90, 90, 90), numbers=3)


def _people(data: Record) -> Iterator[Flowable]:
    words = (_("Name"), _("Delegation"), _("Organization"), _("Training hours"), _("Certificate No."))
    rows = (
        (named(one.name, one.latin), one.unit, one.organization, one.hours, one.number or "—") for one in data.trainees
    )
    name, unit = {"zh": (54, 46), "en": (84, 62)}[language()]
    yield _table(words, rows, (name, unit, WIDTH - name - unit - 40 - 118, 40, 118), numbers=2, size=9)
    yield para(_("Hours state what was attended, not what is credited."), NOTE)


def _table(
    words: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    numbers: int,
    size: float = CELL.size,
) -> Grid:
    """The last `numbers` columns are set right."""
    first = len(words) - numbers
    styles = [COLUMN if place < first else COLUMN_NUMBER for place in range(len(words))]
    head = Row(tuple(para(word, style) for word, style in zip(words, styles, strict=True)), fill="wash")
    cells = [(CELL if place < first else CELL_NUMBER).but(size=size, leading=size * 1.5) for place in range(len(words))]
    told = list(rows)
    lines = [
        Row(
            tuple(para(text, style) for text, style in zip(row, cells, strict=True)),
            pad=2.0,
            keep=in_company(place, len(told)),
        )
        for place, row in enumerate(told)
    ]
    return Grid(tuple(widths), [head], lines)
