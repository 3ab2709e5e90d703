"""Numbers of calendar entries: what is shown to a reader is compared with what that reader was told last.

An entry that reads otherwise bears the next number and a later date, once, whatever has changed it; one that reads the
same bears what it bore. What a reader was told and does not hold any more is told as cancelled for a while.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from eventmgr.ground.sealing import keys_for
from eventmgr.tools.ical import Entry, later, seen_of
from eventmgr.tools.numbering import queries, readers, statements
from eventmgr.tools.numbering.models import FirstNumber
from eventmgr.tools.numbering.queries import Known

_FORGOTTEN = timedelta(days=3 * 365)
_PURPOSE = "eventmgr told entries"
KEPT = timedelta(days=7)
"""So long after its end what is gone is told to those who have it in their calendars."""


@dataclass(frozen=True)
class Shown:
    """What a calendar is to show."""

    entries: Sequence[Entry]
    gone: Sequence[Entry] = ()
    """What it may have shown before and does not any more, as cancelled entries: shown to whom they were told, at the
    times that were told last."""
    remnant: Callable[[str, datetime, datetime], Entry] | None = None
    """Of anything else that was told and is not there: from its UID and its times a cancelled entry."""
    untimed: Collection[str] = ()
    """Entries whose times are not kept, since nobody but their person may know them: what is gone of them is told by
    `gone`."""


@dataclass(frozen=True)
class Numbered:
    """What a calendar shows, numbered."""

    entries: list[Entry]
    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    """(former number, what is known now)."""

    @property
    def numbers(self) -> dict[str, int]:
        """UID → number, of what was not told like this before."""
        return {str(row["uid"]): int(row["sequence"]) for row in (*self.added, *(row for _before, row in self.changed))}

    @property
    def is_news(self) -> bool:
        """Whether anything was not told like this before."""
        return bool(self.added or self.changed)


class Before(NamedTuple):
    """What a reader was told, where it was read with that of others."""

    known: Mapping[str, Known]
    first: FirstNumber | None
    least: Mapping[str, int]
    """UID → number below which nothing new is told."""


def _read(reader: str, language: str, shown: Shown, *, of_all: bool) -> Before:
    uids = None if of_all else [entry.uid for entry in (*shown.entries, *shown.gone)]
    known = queries.list_numbered(reader, language, uids)
    is_first = any(entry.uid not in known for entry in shown.entries)
    return Before(known, queries.find_first_number() if is_first else None, {})


def compare(
    reader: str,
    language: str,
    shown: Shown,
    *,
    at: datetime,
    of_all: bool = True,
    since: datetime | None = None,
    before: Before | None = None,
) -> Numbered:
    """What that reader is told now; one statement, and another one if something is told for the first time.

    Args:
        of_all: this is all that the reader has; a public feed shows some of what everybody may have.
        since: what was gone before is left out.
        before: None: it is read here.
    """
    known, first, least = before or _read(reader, language, shown, of_all=of_all)
    gone = [entry for entry in _gone(shown, known, of_all=of_all) if entry.ends_at > at - KEPT]
    said = [*shown.entries, *gone]
    keys, difference = keys_for(_PURPOSE), Numbered([])
    ghosts = {entry.uid for entry in gone}
    for entry in said:
        row, digest = known.get(entry.uid), digest_under(keys[0], entry)
        if row is None:
            numbered = _first(entry, first, least.get(entry.uid, 0))
            difference.added.append(_row(reader, language, numbered, digest, untimed=shown.untimed))
        elif row.digest == digest or any(row.digest == digest_under(key, entry) for key in keys[1:]):
            if entry.uid in ghosts and since is not None and row.changed_at < since:
                continue
            numbered = replace(entry, sequence=row.sequence, last_modified=row.changed_at)
        else:
            changed_at = entry.last_modified if entry.last_modified > row.changed_at else later(at, row.changed_at)
            number = max(row.sequence + 1, least.get(entry.uid, 0))
            numbered = replace(entry, sequence=number, last_modified=changed_at)
            difference.changed.append((row.sequence, _row(reader, language, numbered, digest, untimed=shown.untimed)))
        difference.entries.append(numbered)
    return difference


def keep(difference: Numbered) -> Numbered:
    """Remember what was told. Inside a transaction that writes."""
    if difference.added:
        statements.add(difference.added)
    for before, row in sorted(difference.changed, key=lambda one: str(one[1]["uid"])):
        same = {name: row[name] for name in ("reader", "language", "uid")}
        values = {name: value for name, value in row.items() if name not in same}
        statements.change(**same, before=before, values=values)
    return difference


def lift(number: int, *, at: datetime) -> None:
    """Every number is at least `number` and higher than it was, every date at least `at`, also of what is told for the
    first time from now on."""
    statements.lift(number, at=at)


def forget_participants(registration_ids: Iterable[int]) -> None:
    """Nothing is known any more of what the calendars and mailboxes of these registrations were told."""
    own = [readers.participant(number, 0).removesuffix("0") for number in registration_ids]
    statements.forget([*own, *map(readers.mailbox, own)])


def note_goodbye(reader: str, *, at: datetime) -> None:
    """That reader is told from now on that the calendar has ended."""
    row = {"reader": reader, "language": "", "uid": "", "sequence": 0, "changed_at": at, "digest": ""}
    statements.add([row | {"starts_at": None, "ends_at": None}])


def drop_old(*, at: datetime) -> None:
    """What has not changed for three years is not told any more."""
    statements.drop_old(before=at - _FORGOTTEN)


def _first(entry: Entry, first: FirstNumber | None, least: int) -> Entry:
    if first is None:
        return replace(entry, sequence=max(entry.sequence, least))
    changed_at = max(entry.last_modified, first.changed_at)
    return replace(entry, sequence=max(entry.sequence, first.sequence, least), last_modified=changed_at)


def digest_under(key: bytes, entry: Entry) -> str:
    """A hash of everything that readers of the entry see, 32 hexadecimal digits."""
    return hashlib.blake2b(repr(seen_of(entry)).encode(), key=key, digest_size=16).hexdigest()


def _gone(shown: Shown, known: Mapping[str, Known], *, of_all: bool) -> Iterator[Entry]:
    """What was told and is not shown any more."""
    present = {entry.uid for entry in shown.entries}
    for entry in shown.gone:
        if entry.uid in known and entry.uid not in present:
            present.add(entry.uid)
            yield _as_numbered(entry, known[entry.uid])
    if not of_all or shown.remnant is None:
        return
    for row in known.values():
        if row.uid not in present and row.starts_at is not None and row.ends_at is not None:
            yield shown.remnant(row.uid, row.starts_at, row.ends_at)


def _as_numbered(entry: Entry, row: Known) -> Entry:
    """At the time that stands in calendars."""
    if row.starts_at is None or row.ends_at is None:
        return entry
    return replace(entry, starts_at=row.starts_at, ends_at=row.ends_at)


def _row(reader: str, language: str, entry: Entry, digest: str, *, untimed: Collection[str]) -> dict[str, Any]:
    times = (None, None) if entry.uid in untimed else (entry.starts_at, entry.ends_at)
    return {
        "reader": reader,
        "language": language,
        "uid": entry.uid,
        "sequence": entry.sequence,
        "changed_at": entry.last_modified,
        "digest": digest,
        "starts_at": times[0],
        "ends_at": times[1],
    }
