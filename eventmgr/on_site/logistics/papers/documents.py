"""Room lists on paper: each hotel begins a page, its nights at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eventmgr.ground.i18n import _, _n, language, speaking
from eventmgr.on_site.logistics.labels import room_kind
from eventmgr.on_site.logistics.papers.contents import Head, PrintedHotel, PrintedRoom, RoomList, Sleeper
from eventmgr.tools.typesetting.grid import Grid, Row
from eventmgr.tools.typesetting.names import named, whole
from eventmgr.tools.typesetting.pages import Sheet
from eventmgr.tools.typesetting.pages import build as build_pages
from eventmgr.tools.typesetting.ruled import Block, new_page
from eventmgr.tools.typesetting.structure.outline import OutlineEntry
from eventmgr.tools.typesetting.styles import (
    BODY,
    CELL,
    CELL_SOFT,
    COLUMN,
    FACTS,
    GROUP,
    SUBTITLE,
    TITLE,
    WIDTH,
)
from eventmgr.tools.typesetting.text import Span, TextBlock, para

_ROOM = {"zh": 68.0, "en": 68.0}
_NAME = {"zh": 62.0, "en": 104.0}
UNIT = {"zh": 54.0, "en": 64.0}
_GENDER = {"zh": 30.0, "en": 44.0}
_NIGHTS = {"zh": 116.0, "en": 80.0}


def room_list(data: RoomList, *, lang: str) -> bytes:
    """The list as a PDF; a bookmark for each hotel."""
    with speaking(lang):
        name = _("Room list")
        story: list[Block] = []
        for hotel in data.hotels:
            story += [*([new_page()] if story else []), *_hotel(hotel, data.head, name)]
        if not story:
            story = [para(data.head.title, TITLE), para(_("This event has no hotel yet."), BODY)]
        return build_pages(story, sheet_of(data.head, name, lang))


def sheet_of(head: Head, name: str, lang: str) -> Sheet:
    """Head and foot of the paper called `name`."""
    return Sheet(
        title=f"{head.title} · {name}",
        author=head.author,
        head=(head.title, name),
        lang=lang,
    )


def _hotel(hotel: PrintedHotel, head: Head, name: str) -> Iterator[Block]:
    yield para(hotel.name, TITLE, OutlineEntry(hotel.name))
    yield para(f"{head.title} · {name}", SUBTITLE)
    for words in (hotel.facts, head.span):
        if words:
            yield para(words, FACTS)
    yield para("", BODY.but(leading=8))
    people = sum(len(room.people) for room in hotel.rooms)
    if not people:
        yield para(_("Nobody has a room here yet."), BODY)
        return
    rooms = _n("%(num)s room", "%(num)s rooms", len(hotel.rooms))
    yield _rooms(
        hotel.rooms, _("%(rooms)s, %(people)s", rooms=rooms, people=_n("%(num)s person", "%(num)s people", people))
    )
    yield _nights(hotel)


def _rooms(rooms: Sequence[PrintedRoom], note: str) -> Grid:
    lang = language()
    fixed = [_ROOM[lang], _NAME[lang], _GENDER[lang], UNIT[lang]]
    rest = WIDTH - sum(fixed) - _NIGHTS[lang]
    widths = [*fixed, rest, _NIGHTS[lang]]
    words = [_("Hotel room"), _("Name"), _("Gender"), _("Delegation"), _("Organization"), _("Nights")]
    head = [
        Row(
            (para([Span(_("Hotel rooms")), Span(f"  {note}", bold=False, colour="ink-2")], GROUP),),
            line="accent",
            wide=True,
        ),
        Row(tuple(para(word, COLUMN) for word in words), fill="wash"),
    ]
    rows = (
        Row(
            tuple(_cells(room, sleeper, is_first=not index)),
            line="line" if index == len(room.people) - 1 else "",
            keep=index < len(room.people) - 1,
        )
        for room in rooms
        for index, sleeper in enumerate(room.people)
    )
    return Grid(widths, head, rows, after=14)


def _cells(room: PrintedRoom, sleeper: Sleeper, *, is_first: bool) -> Iterator[TextBlock | None]:
    kind = whole(room_kind(room.beds))
    yield para([Span(whole(room.label), bold=True), Span(f" {kind}", colour="ink-2")], CELL) if is_first else None
    yield para(named(sleeper.name, sleeper.latin), CELL.but(bold=True))
    yield para(sleeper.gender, CELL)
    yield para(sleeper.unit, CELL_SOFT)
    yield para(sleeper.organization, CELL_SOFT)
    yield para(sleeper.nights, CELL_SOFT)


def _nights(hotel: PrintedHotel) -> Grid:
    head = [
        Row((para(_("Rooms per night"), GROUP),), line="accent", wide=True),
        Row(
            tuple(para(word, COLUMN) for word in (_("Night of"), _("Hotel rooms"), _("Number of people"))), fill="wash"
        ),
    ]
    rows = (Row((para(one.day, CELL), para(one.rooms, CELL), para(one.people, CELL))) for one in hotel.nights)
    return Grid((WIDTH * 0.35, WIDTH * 0.4, WIDTH * 0.25), head, rows, after=14)
