"""The documents that an event has, and how each is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import chain
from typing import Any

from eventmgr.events.models import Event
from eventmgr.i18n import _l, speaking
from eventmgr.reports import queries
from eventmgr.reports.texts import agenda_texts, conclusion_texts, roster_texts


@dataclass(frozen=True)
class Document:
    """A kind of document; `name` is its address and the module in `documents/` that sets it."""

    name: str
    title: Any
    purpose: Any
    collect: Callable[..., Any]
    is_personal: bool = False
    """Whether it names participants: printing it is recorded, and it may show masked mobile numbers."""


DOCUMENTS = {
    one.name: one
    for one in (
        Document(
            "agenda",
            _l("Agenda"),
            _l("Days, hours, rooms and speakers, for the table and for the notice board."),
            queries.get_agenda,
        ),
        Document(
            "roster",
            _l("List of participants"),
            _l("Everybody who holds a place, by unit in official order, for the handbook and the reception desk."),
            queries.get_roster,
            is_personal=True,
        ),
        Document(
            "groups",
            _l("Group lists"),
            _l(
                "One page for each group of the agenda: who leads it, who comes, who waits; for the doors and the conveners."
            ),
            lambda event, lang, **_options: queries.get_groups(event, lang),
            is_personal=True,
        ),
        Document(
            "summary",
            _l("Event summary"),
            _l("Facts, figures with charts, agenda and conclusions, for leadership and for the file."),
            queries.get_summary,
        ),
    )
}


@dataclass(frozen=True)
class Missing:
    """A character that no font has, and who or what would be printed with a box instead."""

    char: str
    places: tuple[str, ...]

    @property
    def code(self) -> str:
        """`U+25681`."""
        return f"U+{ord(self.char):04X}"


def print_document(
    document: Document, event: Event, lang: str, *, shows_mobile: bool = False, fallback_fonts: Sequence[str] = ()
) -> bytes:
    """The document about `event` as a PDF in `lang`; the same bytes as long as nothing changes."""
    options = {"shows_mobile": shows_mobile} if document.is_personal else {}
    with speaking(lang):
        data = document.collect(event, lang, **options)
    _fonts().use_fallbacks(fallback_fonts)
    printed: bytes = import_module(f"eventmgr.reports.documents.{document.name}").build(data, lang=lang)
    return printed


def list_missing(event: Event, lang: str, *, fallback_fonts: Sequence[str] = ()) -> list[Missing]:
    """Characters of names, titles and conclusions that would be printed as a box, each with its places."""
    with speaking(lang):
        placed = chain(
            roster_texts(queries.get_roster(event, lang)),
            agenda_texts(queries.get_agenda(event, lang)),
            conclusion_texts(queries.list_printed_conclusions(event, lang)),
        )
        texts = _by_place(placed)
    fonts = _fonts()
    fonts.use_fallbacks(fallback_fonts)
    return [Missing(char, tuple(places)) for char, places in fonts.missing_characters(texts).items()]


def _by_place(placed: Iterable[tuple[str, str]]) -> dict[str, str]:
    texts: dict[str, str] = {}
    for place, text in placed:
        texts[place] = texts.get(place, "") + text
    return texts


def _fonts() -> Any:
    from eventmgr.typesetting import fonts  # noqa: PLC0415 - loads ReportLab and two faces, for documents only

    return fonts
