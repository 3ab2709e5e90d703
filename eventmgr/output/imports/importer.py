"""What can be imported is declared as one value: its columns, which row means what that is there, and the verbs that
write and undo. Pages, previews, corrections, the worker, progress, undoing and what is kept are the same for all of
them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeAlias, TypeVar

from eventmgr.event.events.models import Event
from eventmgr.ground.enums import Label
from eventmgr.ground.errors import Refusal
from eventmgr.output.imports.columns import Column
from eventmgr.output.imports.models import ImportBatch, ImportedRow
from eventmgr.output.imports.previewing import Preview, Rules
from eventmgr.tools.log.services import Act
from eventmgr.tools.sheets import Compared, Existing, Keys, Record


class Site:
    """The whole site: into it comes what belongs to no event."""

    id = None
    """As `ImportBatch.event_id` has it."""


SITE = Site()
Scope: TypeAlias = Event | Site
"""Into what a sheet is imported."""
Into = TypeVar("Into", Event, Site)

Later = tuple[int, int | None, str]
"""(row of the sheet, number of the entry, its name) where something came after the import; without a number it is
gone."""


@dataclass(frozen=True)
class Wording:
    """How the pages of an importer speak of what it imports; texts that wait for the reader's language."""

    title: Label
    """What is done here."""
    list_name: Label
    """The page from which people come, and to which they go back."""
    heading: Label
    """Head of the column that names rows."""
    template: Label
    """Name of the sheet to fill in."""
    new: Label
    changed: Label
    """What the numbers of rows are called that came in new, and that changed what was there."""
    undoing: Label
    """What becomes of both where an import is undone."""
    similar: Label = ""
    """What rows are called that are perhaps there already."""
    undecided: Label = ""
    new_one: Label = ""
    same: Label = ""
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
class Written:
    """An entry that a row has added or changed."""

    row: Compared
    id: int
    at: datetime | None
    """`ImportedRow.stamp`."""
    before: Mapping[str, Any] = field(default_factory=dict)
    """What undoing needs (`ImportedRow.before`)."""


@dataclass(frozen=True)
class LeftOut:
    """A row that was refused when it should have been written."""

    row: Compared
    reason: str

    @classmethod
    def because(cls, row: Compared, refusal: Refusal) -> LeftOut:
        """With the sentence of a refusal."""
        return cls(row, str(refusal.message))


Results: TypeAlias = Sequence[Written | LeftOut]


@dataclass(frozen=True)
class Entry:
    """An entry as it is there now, to tell whether something came after the import."""

    name: str
    digest: str = ""
    """`digest_of` what it says; empty where `changed_at` tells."""
    changed_at: datetime | None = None
    is_used: bool = False
    """Whether something hangs on it by now that undoing would take along."""


def digest_of(content: Any) -> str:
    """What an entry says, in a few characters: as long as it stays, nobody has changed the entry."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=True).encode()).hexdigest()[:32]


def _nobody_changes(_scope: Any, _rows: Sequence[ImportedRow], _act: Act) -> None:
    """Nothing that was there is changed by such an import."""


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
    columns: tuple[Column, ...]
    """In the order in which the page lists them."""
    same: Keys
    """By which a row means an entry."""
    needed: tuple[tuple[str, ...], ...]
    """Keys of columns of which one each must be there, else no row can be told what it means."""
    heading: Callable[[Compared], tuple[str, str]]
    """What a row is called, and what stands below that."""
    list_existing: Callable[[Into], list[Existing]]
    """What a sheet is compared with."""
    take: Callable[[Into, Preview, Any, str, Act], Iterator[Results]]
    """Write the good rows, in portions; what was prepared, the language of e-mails."""
    remove: Callable[[Into, Sequence[ImportedRow], Act], None]
    """Delete what these rows have added."""
    restore: Callable[[Into, Sequence[ImportedRow], Act], None] = _nobody_changes
    """What these rows have changed says again what was said before."""
    entry: str = ""
    """Column of `ImportedRow` for the number of the entry; empty: in none, nothing else asks for it."""
    find_entries: Callable[[Into, Sequence[ImportedRow]], Mapping[int, Entry]] = lambda _scope, _rows: {}
    """The entries of these rows that are there now, by number."""
    list_later: Callable[[Into, ImportBatch], list[Later]] | None = None
    """Instead of `find_entries`, where one statement says where something came after the import."""
    undone_together: int = 1
    """So many rows are undone at a time. What came last goes first, so that every state on the way back was there
    before."""
    fitted: Callable[[Into], tuple[Column, ...]] | None = None
    """The columns as an event has them, where its rooms or questions decide that."""
    settle: Callable[[Into, Sequence[Record], Sequence[Existing], Mapping[int, str]], Sequence[Record]] = (
        lambda _scope, records, _existing, _decisions: records
    )
    """The rows with what follows from their values together, beside what is there and what was decided about rows."""
    refine: Callable[[Into, Rules], Rules] = lambda _scope, rules: rules
    """What else holds for the rows there."""
    alike: Keys | None = None
    """By which a row perhaps means an entry."""
    title_key: str = "name"
    """Key of the column by which a row is called that has no value."""
    blamed: str = ""
    """Key of the column beside which it is said that a row is there twice; empty: `title_key`."""
    prepare: Callable[[Preview, str, Act], Any] = lambda _preview, _spoken, _act: None
    """Before the event is locked: what `take` needs and what must be locked first (decision 0010). What belongs to no
    event is locked here."""
    rehearse: Callable[[Into, Preview, str, Act], None] | None = None
    """Write so much that it is known who would be written to; it is undone. None: everything."""
    count_letters: Callable[[Preview], int] = lambda _preview: 0
    """How many e-mails a worker will write, as far as the rows say it."""
    find_similar: Callable[[Into, Collection[int]], Mapping[int, Similar]] = lambda _event, _numbers: {}
    """Entries that rows perhaps mean, for the pages."""
    warn: Callable[[Into, Preview], list[str]] = lambda _event, _preview: []
    """What would go wrong with the rows together though each is right; it may be meant."""
    check_now: Callable[[Into, datetime], None] = lambda _event, _at: None
    """Whether whoever imports here may still change what is there; asked when the word is given, and again before a
    worker undoes.

    Raises:
        Refusal: no more.
    """
    check_take: Callable[[Into, Preview, datetime], None] = lambda _event, _looked, _at: None
    """Whether anything of the rows would come in now; asked when the word is given.

    Raises:
        Refusal: nothing would.
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
    noun: str = ""
    """In the keys by which the change log keeps its numbers and columns; empty: they are those of registrations."""

    def columns_in(self, scope: Into) -> tuple[Column, ...]:
        """The columns that a sheet may have there."""
        return self.columns if self.fitted is None else self.fitted(scope)

    def rules(self, scope: Into) -> Rules:
        """What the rows of a sheet mean there."""
        rules = Rules(
            columns=self.columns_in(scope),
            keys=self.same,
            alike=self.alike,
            blamed=self.blamed or self.title_key,
            needed=self.needed,
            settle=lambda records, existing, decisions: self.settle(scope, records, existing, decisions),
            heading=self.heading,
        )
        return self.refine(scope, rules)

    def counted(self, number: str) -> str:
        """The key by which the change log keeps `new`, `changed` or the `columns` of a sheet; other numbers have their
        own."""
        if not self.noun or number not in ("new", "changed", "columns"):
            return number
        return f"{self.noun}_columns" if number == "columns" else f"{number}_{self.noun}s"


def is_new(row: Compared) -> bool:
    """Whether a row means nothing that is there."""
    return row.match is None
