"""What can be imported is told by one value each: which columns a sheet may have, which row means what that is there, and the
verbs that write and undo. Pages, previews, corrections, the worker and what is kept are the same for all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeAlias, TypeVar

from eventmgr.event.events.models import Event
from eventmgr.output.imports.models import ImportBatch, ImportedRow
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Blank, Compared, Existing


class Site:
    """The whole site: into it comes what belongs to no event."""

    id = None
    """As `ImportBatch.event_id` has it."""


SITE = Site()
Scope: TypeAlias = Event | Site
"""Into what a sheet is imported."""
Into = TypeVar("Into", Event, Site)

Advance = Callable[[int], None]
"""Called with the number of rows that have been done since its last call."""
Later = tuple[int, int | None, str]
"""(row of the sheet, number of the entry, its name) where something came after the import; without a number it is gone."""


@dataclass(frozen=True)
class Wording:
    """How the pages of an importer speak of what it imports; texts that wait for the reader's language."""

    title: Any
    """What is done here."""
    list_name: Any
    """The page from which people come, and to which they go back."""
    heading: Any
    """Head of the column that names rows."""
    template: Any
    """Name of the sheet to fill in."""
    new: Any
    changed: Any
    """What the numbers of rows are called that came in new, and that changed what was there."""
    undoing: Any
    """What becomes of both where an import is undone."""
    similar: Any = ""
    """What rows are called that are perhaps there already."""
    undecided: Any = ""
    new_one: Any = ""
    same: Any = ""
    """What may be decided about one: nothing yet, it is new, or it is the same as `%(name)s`."""


@dataclass(frozen=True)
class Addresses:
    """Pages of the room whose entries are imported."""

    list: str
    """Endpoint of the list."""
    entry: str
    """Endpoint of one entry."""
    argument: str
    """What `entry` calls the number of the entry."""


@dataclass(frozen=True)
class Similar:
    """An entry that a row perhaps means, for the page."""

    name: str
    about: str
    """What tells it from others of that name."""


@dataclass(frozen=True)
class Importer(Generic[Into]):
    """Something that is imported from sheets into an event, or into the whole site."""

    key: str
    """As `ImportBatch.kind` keeps it."""
    permission: str
    """In the event; empty: of the whole site, for administrators."""
    path: str
    """Of its pages, below the event's; of the whole site below `/manage/`."""
    file_name: str
    """Of its files, in ASCII."""
    wording: Wording
    addresses: Addresses
    title_key: str
    """Key of the field by which a row is called that has no value."""
    rules: Callable[[Into], Rules]
    """What the rows of a sheet mean there."""
    list_existing: Callable[[Into], list[Existing]]
    """What a sheet is compared with."""
    list_blanks: Callable[[Into], list[Blank]]
    """The columns of the sheet to fill in."""
    prepare: Callable[[Preview, str, Act], Any]
    """Before the event is locked: what `take` needs and what must be locked first (decision 0010). What belongs to no event
    is locked here."""
    take: Callable[[Into, Preview, Any, str, Act], Iterator[list[ImportedRow]]]
    """Write the good rows, in portions; what was prepared, the language of e-mails."""
    rehearse: Callable[[Into, Preview, str, Act], None]
    """Write so much that it is known who would be written to; it is undone."""
    count_told: Callable[[Preview], int]
    """How many e-mails a worker will write, as far as the rows say it."""
    undo: Callable[[Into, Sequence[ImportedRow], Advance, Act], None]
    """What was written goes, what was changed says again what was said before."""
    list_later: Callable[[Into, ImportBatch], list[Later]]
    """Where something came after the import."""
    find_similar: Callable[[Into, Collection[int]], Mapping[int, Similar]] = lambda _event, _numbers: {}
    """Entries that rows perhaps mean, for the pages."""
    warn: Callable[[Into, Preview], list[str]] = lambda _event, _preview: []
    """What would go wrong with the rows together though each is right; it may be meant."""
    check_now: Callable[[Into, datetime], None] = lambda _event, _at: None
    """Whether whoever imports here may still change what is there; asked when the word is given, and again before a worker undoes.

    Raises:
        Refusal: no more.
    """
    check_undo: Callable[[Into, Sequence[ImportedRow]], None] = lambda _event, _rows: None
    """Whether these rows may be undone at all.

    Raises:
        Refusal: not now.
    """
    most_rows: int = 0
    """So many rows are taken at once, where they are rehearsed one by one; 0: as many as a sheet has."""
    tells_of_undoing: bool = False
    """Whether those who came in hear that an import was undone."""
    related: str = ""
    """`key` of another importer to which the page leads."""
    counts: Mapping[str, str] = field(default_factory=dict)
    """`new`, `changed`, `columns` → what the trail calls these numbers and the columns of the sheet."""


def is_new(row: Compared) -> bool:
    """Whether a row means nothing that is there."""
    return row.match is None
