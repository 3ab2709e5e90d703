"""The packaged files, and what every row of them has: two names, and perhaps an end."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import TypeVar

from eventmgr.ground.errors import NotFound
from eventmgr.ground.i18n import _, language
from eventmgr.ground.text import folded, normalized

Row = dict[str, str]
_TRADITIONAL = str.maketrans("廣東遼寧龍蘇貴雲陝肅區慶臺灣門壯維爾內別", "广东辽宁龙苏贵云陕肃区庆台湾门壮维尔内别")


@dataclass(frozen=True)
class Named:
    """A row with a code and its names. Retired: kept to show old data, no longer offered."""

    code: str
    name_zh: str
    name_en: str
    short_zh: str
    short_en: str
    valid_until: date | None
    replaced_by: str | None

    def name(self, lang: str | None = None) -> str:
        """The full name in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en

    def short(self, lang: str | None = None) -> str:
        """The short name in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.short_zh if (lang or language()) == "zh" else self.short_en

    @property
    def is_retired(self) -> bool:
        """Whether this edition says that the code has ended."""
        return self.valid_until is not None


Item = TypeVar("Item", bound=Named)


def read(name: str) -> list[Row]:
    """Rows of the packaged `data/<name>.csv`, in the order of the file."""
    text = (files(__package__) / "data" / f"{name}.csv").read_text("utf-8")
    return list(csv.DictReader(text.splitlines()))


def ending(row: Row) -> tuple[date | None, str | None]:
    """The optional columns `valid_until` (ISO date) and `replaced_by` (a code) of a row."""
    until = row.get("valid_until")
    return (date.fromisoformat(until) if until else None), row.get("replaced_by") or None


def words(text: str) -> tuple[str, ...]:
    """The parts of a cell that are separated by semicolons."""
    return tuple(part for part in text.split(";") if part)


def offered(items: Iterable[Item]) -> tuple[Item, ...]:
    """`items` without the retired ones."""
    return tuple(item for item in items if not item.is_retired)


def key(text: str) -> str:
    """How spellings are compared: width, case, blanks, punctuation and traditional characters of place names do not
    matter."""
    return folded(normalized("NFKC", text).translate(_TRADITIONAL))


def get(index: dict[str, Item], code: str | None) -> Item:
    """The row with exactly this code.

    Raises:
        NotFound: there is none; the message names the code.
    """
    row = index.get(code or "")
    if row is None:
        raise NotFound(_("There is no code “%(code)s”.", code=(code or "")[:40]))
    return row
