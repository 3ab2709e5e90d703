"""The record of a training on paper: figures, sessions, delegations, and everybody's hours."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from reportlab.platypus.flowables import CondPageBreak, Flowable

from eventmgr.ground.i18n import _, format_number, language, speaking
from eventmgr.output.papers.trainings.contents import Record
from eventmgr.tools.typesetting.front import front, sheet_of
from eventmgr.tools.typesetting.grid import Grid
from eventmgr.tools.typesetting.lists import NAME, ORGANIZATION, UNIT, Column
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.prose import lines
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import BODY, HEADING, NOTE
from eventmgr.tools.typesetting.tables import table
from eventmgr.tools.typesetting.text import para

_LEAST = 110.0


def build(data: Record, *, lang: str) -> bytes:
    """The record as a PDF."""
    with speaking(lang):
        name = _("Record of the training")
        story = [*front(data.occasion, name), *_figures(data)]
        for heading, text in data.written:
            story += [_heading(heading), *lines(text)]
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
    columns = (
        Column(_("When"), attrgetter("when"), 110.0),
        Column(_("Session"), attrgetter("title")),
        Column(_("Training hours"), attrgetter("hours"), 64.0, kind="number"),
        Column(_("Present"), lambda one: format_number(one.present), 56.0, kind="number"),
        Column(_("Attendance"), attrgetter("share"), 64.0, kind="number"),
    )
    return table(columns, data.sessions, pad=2.0)


def _units(data: Record) -> Grid:
    columns = (
        Column(_("Delegation"), attrgetter("name")),
        Column(_("Number of people"), lambda one: format_number(one.people), 90.0, kind="number"),
        Column(_("With enough hours"), lambda one: format_number(one.enough), 90.0, kind="number"),
        Column(_("Mean hours"), attrgetter("mean"), 90.0, kind="number"),
    )
    return table(columns, data.units, pad=2.0)


def _people(data: Record) -> Iterator[Flowable]:
    columns = (
        NAME.but(width={"zh": 54.0, "en": 84.0}, kind="text"),
        UNIT.but(width={"zh": 46.0, "en": 62.0}, kind="text"),
        ORGANIZATION.but(kind="text"),
        Column(_("Training hours"), attrgetter("hours"), 40.0, kind="number"),
        Column(_("Certificate No."), lambda one: one.number or "—", 118.0, kind="number"),
    )
    yield table(columns, data.trainees, pad=2.0, size=0.9)
    yield para(_("Hours state what was attended, not what is credited."), NOTE)
