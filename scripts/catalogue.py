"""The message catalogues of all languages but English: one PO file per room, one binary catalogue per language.

    python scripts/catalogue.py update [--prune]   read the sources, bring the PO files up to date
    python scripts/catalogue.py compile            write eventmgr/translations/<locale>/LC_MESSAGES/messages.mo, under the
                                                   name that Babel looks for: zh_Hans_CN
    python scripts/catalogue.py check              fail where a message lacks a complete translation

Message ids are English, the plural too, and where there is no catalogue gettext says them. A message stands in the file of the first room, in the order of the wings, that
uses it. `update` never loses a translation: one that the sources no longer use stays until `--prune`.
Files carry no dates and no line numbers, so that changes are small.
"""

from __future__ import annotations

import argparse
import fcntl
import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("zh_CN",)
WINGS = (
    "ground",
    "tools",
    "engines",
    "identity",
    "event",
    "programme",
    "on_site",
    "matchmaking",
    "office",
    "exchange",
    "output",
    "public",
    "console",
)
"""From below (`tests/test_translations.py` compares); inside a wing its rooms follow by name."""

KEYWORDS: dict[str, object] = {
    **dict.fromkeys(("_", "_l", "gettext", "lazy_gettext")),
    **dict.fromkeys(("_n", "ngettext", "lazy_ngettext"), (1, 2)),
    "pgettext": ((1, "c"), 2),
}
_TEMPLATE_ENDINGS = (".html", ".txt", ".xml", ".svg")
_NOT_SPOKEN = ("static", "translations", "migrations")
_PLACEHOLDER = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[a-zA-Z]")
_FIXED_DATE = datetime(2026, 1, 1, tzinfo=UTC)

Key = tuple[str | None, str]
"""Context and English (singular) text of a message."""


@dataclass
class Use:
    """A message of the sources: its plural, if it has one, and the rooms that say it."""

    plural: str | None = None
    rooms: set[str] = field(default_factory=set)

    @property
    def home(self) -> str:
        """The room in whose file the message stands."""
        return min(self.rooms, key=rank)


@dataclass(frozen=True)
class Entry:
    """A translation in a PO file: one text per plural form, in the order of the language."""

    plural: str | None
    texts: tuple[str, ...]
    fuzzy: bool = False

    @property
    def complete(self) -> bool:
        """Whether every form is filled and nobody doubts it."""
        return all(self.texts) and not self.fuzzy


Book = dict[str, dict[Key, Entry]]
"""All PO files of one language: room -> message -> translation."""


def rank(room: str) -> tuple[int, str]:
    """Place of a room in the house; what stands in no wing comes last, by name."""
    wing = room.partition("/")[0]
    return (WINGS.index(wing) if wing in WINGS else len(WINGS), room)


def room_of(path: Path) -> str | None:
    """The room, with its wing, that a source file (relative to the root) belongs to; None if it speaks to nobody."""
    top, first, *rest = path.with_suffix("").parts
    if first in WINGS and rest:
        return f"{first}/{rest[0]}"
    if top == "templates":
        return "tools/web"
    return None if first in _NOT_SPOKEN else "core"


def sources(root: Path) -> Iterator[tuple[str, Path]]:
    """(extraction method, path) of every file that may hold messages, in a stable order."""
    for path in sorted((root / "eventmgr").rglob("*.py")):
        yield "python", path
    for path in sorted((root / "templates").rglob("*")):
        if path.suffix in _TEMPLATE_ENDINGS:
            yield "jinja2", path


def collect(root: Path) -> tuple[dict[Key, Use], list[str]]:
    """All messages of the sources, and the complaints about files that could not be read."""
    uses: dict[Key, Use] = {}
    complaints: list[str] = []
    for method, path in sources(root):
        relative = path.relative_to(root)
        room = room_of(relative)
        if room is None:
            continue
        try:
            for context, ids in _messages(method, path):
                use = uses.setdefault((context, ids[0]), Use())
                use.plural = ids[1] if len(ids) > 1 else use.plural
                use.rooms.add(room)
        except Exception as error:  # noqa: BLE001  # whatever the reader stumbles over is told with its file
            complaints.append(f"{relative}: cannot be read: {error}")
    return uses, complaints


def _messages(method: str, path: Path) -> Iterator[tuple[str | None, tuple[str, ...]]]:
    options = {"encoding": "utf-8", "silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}
    with path.open("rb") as file:
        found = list(extract(method, file, keywords=KEYWORDS, options=options))
    for _line, message, _comments, context in found:
        ids = message if isinstance(message, tuple) else (message,)
        if ids[0]:
            yield context, ids


def folder_of(root: Path, locale: str) -> Path:
    """Where the PO files of a language lie."""
    return root / "eventmgr" / "translations" / locale


def read_book(root: Path, locale: str) -> Book:
    """Every PO file of `locale`, rooms in the order of the wings.

    Raises:
        ValueError: a file cannot be parsed; the message names it.
    """
    folder = folder_of(root, locale)
    paths = {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.rglob("*.po")}
    return {room: _parse(paths[room].read_bytes(), locale, paths[room]) for room in sorted(paths, key=rank)}


def _parse(content: bytes, locale: str, path: Path) -> dict[Key, Entry]:
    try:
        catalog = read_po(io.BytesIO(content), locale=locale, charset="utf-8", abort_invalid=True)
    except Exception as error:
        raise ValueError(f"{path.name} ({locale}) is not a PO file: {error}") from error
    entries: dict[Key, Entry] = {}
    for message in catalog:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, (tuple, list)) else (message.id,)
        texts = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
        plural = ids[1] if len(ids) > 1 else None
        entries[message.context, ids[0]] = Entry(plural, tuple(text or "" for text in texts), message.fuzzy)
    return entries


def arrange(uses: dict[Key, Use], book: Book, locale: str, *, prune: bool = False) -> Book:
    """`book` as the sources want it: every message in its home, hand translations kept wherever they stood."""
    wanted: Book = {room: {} for room in book}
    for key, use in uses.items():
        wanted.setdefault(use.home, {})[key] = _translation(key, use, book, locale)
    for room, entries in book.items():
        for key, entry in entries.items():
            if _still_needed(key, entry, uses, wanted, prune=prune):
                wanted[room].setdefault(key, entry)
    return wanted


def _translation(key: Key, use: Use, book: Book, locale: str) -> Entry:
    """What the book says of a message: its home's word, else another room's, else nothing yet."""
    size = get_plural(locale)[0] if use.plural is not None else 1
    found = [entries[key] for entries in (book.get(use.home, {}), *book.values()) if key in entries]
    for entry in sorted(found, key=lambda entry: not entry.complete):
        return Entry(use.plural, (*entry.texts, *[""] * size)[:size], entry.fuzzy)
    return Entry(use.plural, ("",) * size)


def _still_needed(key: Key, entry: Entry, uses: dict[Key, Use], wanted: Book, *, prune: bool) -> bool:
    if key not in uses:
        return not prune and any(entry.texts)
    chosen = wanted[uses[key].home][key]
    return entry.complete and set(entry.texts).isdisjoint(chosen.texts)


def render(entries: dict[Key, Entry], locale: str) -> bytes:
    """The PO file of one room: sorted by id, no dates, no places."""
    catalog = Catalog(locale=locale, charset="utf-8", fuzzy=False)
    for (context, text), entry in entries.items():
        ids = text if entry.plural is None else (text, entry.plural)
        string = entry.texts[0] if entry.plural is None else entry.texts
        catalog.add(ids, string, context=context, flags=("fuzzy",) if entry.fuzzy else ())
    body = io.BytesIO()
    write_po(body, catalog, width=0, no_location=True, omit_header=True, sort_output=True)
    return (_head(locale) + body.getvalue().decode("utf-8").strip() + "\n").encode("utf-8")


def _head(locale: str) -> str:
    count, expression = get_plural(locale)
    lines = (
        f"Language: {locale}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: nplurals={count}; plural={expression};",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def update(root: Path = ROOT, *, prune: bool = False) -> list[str]:
    """Bring all PO files up to date; returns what was changed and what could not be read."""
    uses, report = collect(root)
    if prune and report:
        return [*report, "Nothing was pruned: first mend the files above."]
    with _Alone(root):
        for locale in LOCALES:
            for room, entries in arrange(uses, read_book(root, locale), locale, prune=prune).items():
                path = folder_of(root, locale) / f"{room}.po"
                if _write(path, render(entries, locale) if entries else None):
                    report.append(f"changed {path.relative_to(root)}")
    return report


def compile_all(root: Path = ROOT) -> list[Path]:
    """Write the binary catalogue of every language; returns those that changed."""
    changed = []
    for locale in LOCALES:
        catalog = Catalog(locale=locale, fuzzy=False, creation_date=_FIXED_DATE, revision_date=_FIXED_DATE)
        taken: set[Key] = set()
        for entries in read_book(root, locale).values():
            for key, entry in entries.items():
                if entry.complete and key not in taken:
                    taken.add(key)
                    plain = entry.plural is None
                    ids = key[1] if plain else (key[1], entry.plural)
                    catalog.add(ids, entry.texts[0] if plain else entry.texts, context=key[0])
        binary = io.BytesIO()
        write_mo(binary, catalog)
        path = folder_of(root, str(Locale.parse(locale))) / "LC_MESSAGES" / "messages.mo"
        if _write(path, binary.getvalue()):
            changed.append(path)
    return changed


def check(root: Path = ROOT) -> list[str]:
    """Everything that keeps the catalogues from being complete, one line each, in a stable order."""
    uses, problems = collect(root)
    for locale in LOCALES:
        try:
            book = read_book(root, locale)
        except ValueError as error:
            problems.append(str(error))
            continue
        problems += [f"{locale}/{line}" for line in _faults(uses, book)]
    return problems


def _faults(uses: dict[Key, Use], book: Book) -> Iterator[str]:
    for key, use in sorted(uses.items(), key=lambda item: (rank(item[1].home), item[0][1])):
        entry = book.get(use.home, {}).get(key)
        where = f"{use.home}.po: {key[1]!r}"
        if entry is None:
            yield f"{where} is missing (run update)"
        elif entry.fuzzy:
            yield f"{where} is marked fuzzy"
        elif not all(entry.texts) or entry.plural != use.plural:
            yield f"{where} has no complete translation"
        elif not _same_placeholders(key[1], entry):
            yield f"{where} has other placeholders than its translation"
    for room, entries in book.items():
        for key in entries:
            if key not in uses:
                yield f"{room}.po: {key[1]!r} is no longer used (run update --prune)"
            elif room != uses[key].home:
                yield f"{room}.po: {key[1]!r} contradicts or repeats {uses[key].home}.po (run update)"


def _same_placeholders(text: str, entry: Entry) -> bool:
    full = placeholders(entry.plural or text)
    if entry.plural is None:
        return placeholders(entry.texts[0]) == full
    return placeholders(entry.texts[-1]) == full and all(placeholders(form) <= full for form in entry.texts)


def placeholders(text: str) -> set[str]:
    """Names of the `%(name)s` in a text."""
    return set(_PLACEHOLDER.findall(text.replace("%%", "")))


class _Alone:
    """Only one `update` at a time, of however many people."""

    def __init__(self, root: Path) -> None:
        self._path = root / "eventmgr" / "translations"

    def __enter__(self) -> None:
        self._path.mkdir(parents=True, exist_ok=True)
        self._handle = os.open(self._path, os.O_RDONLY)
        fcntl.flock(self._handle, fcntl.LOCK_EX)

    def __exit__(self, *_error: object) -> None:
        os.close(self._handle)


def _write(path: Path, content: bytes | None) -> bool:
    """Put `content` at `path` in one step (None removes it); False if it stood there already."""
    before = path.read_bytes() if path.exists() else None
    if before == content:
        return False
    if content is None:
        path.unlink()
        return True
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).chmod(0o644)
    Path(name).replace(path)
    return True


def main(arguments: list[str] | None = None) -> int:
    """The command line; 1 where `check` found something."""
    parser = argparse.ArgumentParser(description="Message catalogues: one PO file per room and language.")
    parser.add_argument("action", choices=("update", "compile", "check"))
    parser.add_argument("--prune", action="store_true", help="update: drop what the sources no longer use")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.action == "compile":
            lines = [f"compiled {path.relative_to(ROOT)}" for path in compile_all()]
        else:
            lines = check() if chosen.action == "check" else update(prune=chosen.prune)
    except ValueError as error:
        lines, chosen.action = [str(error)], "check"
    print("\n".join(lines) if lines else "The catalogues are in order.")
    return 1 if chosen.action == "check" and lines else 0


if __name__ == "__main__":
    sys.exit(main())
