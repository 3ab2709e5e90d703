"""The papers that we tell of, and how each paper of an event is printed, whoever tells of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.ground.errors import NotFound
from eventmgr.ground.features import Paper, Printing
from eventmgr.ground.i18n import _, _l, speaking
from eventmgr.output.papers import queries
from eventmgr.output.papers.certificates.papers import PAPERS as CERTIFICATES
from eventmgr.output.papers.choices import read_choice
from eventmgr.output.papers.groups import GROUPS
from eventmgr.output.papers.handbook.papers import PAPERS as HANDBOOK
from eventmgr.output.papers.itineraries.papers import ITINERARIES
from eventmgr.output.papers.lacking import lacks_agenda, lacks_people
from eventmgr.output.papers.letters.papers import PAPERS as LETTERS
from eventmgr.output.papers.look.queries import get_look
from eventmgr.output.papers.notices.papers import PAPERS as NOTICES
from eventmgr.output.papers.on_site.papers import PAPERS as ON_SITE
from eventmgr.output.papers.parts import parts_of
from eventmgr.output.papers.proceedings.papers import PAPERS as PROCEEDINGS
from eventmgr.output.papers.summing_up import get_summary, list_printed_action_items
from eventmgr.output.papers.texts import action_item_texts, agenda_texts, attendee_texts
from eventmgr.output.papers.trainings.papers import PAPERS as TRAININGS
from eventmgr.output.papers.visits.papers import PAPERS as VISITS


def _agenda(event: Event, lang: str, _printing: Printing) -> bytes:
    from eventmgr.output.papers.documents import agenda  # noqa: PLC0415 - loads ReportLab, for documents only

    return agenda.build(queries.get_agenda(event, lang), lang=lang)


def _roster(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.documents import roster  # noqa: PLC0415 - loads ReportLab, for documents only

    choice = read_choice(printing.asked, shows_mobile=CONTACT in printing.sees)
    data = queries.get_roster(event, lang, choice, printed_at=printing.at, people=printing.people)
    return roster.build(data, lang=lang)


def _of_roster(event: Event, lang: str, printing: Printing) -> Mapping[int, Mapping[str, str]]:
    choice = read_choice(printing.asked, shows_mobile=CONTACT in printing.sees)
    return parts_of(queries.get_roster(event, lang, choice, people=printing.people), ("name", "unit", *choice.columns))


def _summary(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.documents import summary  # noqa: PLC0415 - loads ReportLab, for documents only

    return summary.build(get_summary(event, lang, printing), lang=lang)


def _summary_as_word(event: Event, lang: str, printing: Printing) -> bytes:
    from eventmgr.output.papers.word import summaries  # noqa: PLC0415 - loads python-docx, for documents only

    return summaries.build(get_summary(event, lang, printing), lang=lang)


CONTACT = "registrations.contact"
AGENDA = Paper(
    "agenda",
    _l("Agenda"),
    _l("Days, times, rooms and speakers, for participants and the notice board."),
    _agenda,
    opens=("event.read",),
    lacks=lacks_agenda,
)
PAPERS = (
    *NOTICES,
    *LETTERS,
    AGENDA,
    Paper(
        "roster",
        _l("List of participants"),
        _l("All confirmed participants in official order, for the handbook and the reception desk."),
        _roster,
        opens=("registrations.read",),
        also={CONTACT: _l("mobile numbers")},
        is_personal=True,
        asks=("cols", "mask", "why", "note"),
        is_chosen=True,
        lacks=lacks_people,
        parts=_of_roster,
    ),
    *HANDBOOK,
    *ON_SITE,
    ITINERARIES,
    *CERTIFICATES,
    *TRAININGS,
    *VISITS,
    GROUPS,
    *PROCEEDINGS,
    Paper(
        "summary",
        _l("Event summary"),
        _l("Basic facts, statistics with charts, agenda and action items, for leadership and for the file."),
        _summary,
        opens=("insights.read", "outcomes.read", "surveys.read"),
        as_word=_summary_as_word,
    ),
)


@dataclass(frozen=True)
class Missing:
    """A character that no font has, and who or what would be printed with a box instead."""

    char: str
    places: tuple[str, ...]

    @property
    def code(self) -> str:
        """The code point, such as `U+25681`."""
        return f"U+{ord(self.char):04X}"


def print_paper(
    paper: Paper, event: Event, lang: str, printing: Printing | None = None, *, fallback_fonts: Sequence[str] = ()
) -> bytes:
    """The paper about `event` as a PDF in `lang`; the same bytes as long as nothing of it and of `printing` changes."""
    _fonts().use_fallbacks(fallback_fonts)
    from eventmgr.tools.typesetting.house.dressing import wearing  # noqa: PLC0415 - loads ReportLab, for documents only

    with speaking(lang), wearing(partial(get_look, event, lang)):
        return paper.make(event, lang, printing or Printing())


def write_paper(paper: Paper, event: Event, lang: str, printing: Printing) -> bytes:
    """The paper as a Word file.

    Raises:
        NotFound: there is none of it.
    """
    if paper.as_word is None:
        raise NotFound(_("There is no such document. Choose one from the list."))
    _fonts()
    with speaking(lang):
        return paper.as_word(event, lang, printing)


def list_missing(event: Event, lang: str, *, fallback_fonts: Sequence[str] = ()) -> list[Missing]:
    """Characters of names, titles and action items that would be printed as a box, each with its places."""
    with speaking(lang):
        placed = chain(
            attendee_texts(queries.list_attendees(event, lang)),
            agenda_texts(queries.get_agenda(event, lang)),
            action_item_texts(list_printed_action_items(event, lang)),
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
    from eventmgr.tools.typesetting import fonts  # noqa: PLC0415 - loads ReportLab and two faces, for documents only

    return fonts
