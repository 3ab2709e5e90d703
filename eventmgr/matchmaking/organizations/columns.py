"""The columns of the list of organizations as a file; imported again they say what is there already. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.ground.i18n import _, _l, language
from eventmgr.identity.directory.models import NameKind, Organization
from eventmgr.matchmaking.organizations.labels import WORDS
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import get_province, get_sector

SEPARATOR = "；"
"""Between several names in one cell."""
LABELS: Mapping[str, Any] = {
    "name": WORDS["name"],
    "name_en": WORDS["name_en"],
    "short_names": _l("Short names"),
    "former_names": _l("Former names"),
    "credit_code": WORDS["credit_code"],
    "province": WORDS["province_code"],
    "sector": WORDS["sector_code"],
    "size_class": WORDS["size_class"],
    "merged_names": _l("Merged organizations"),
    "from_there": _l("Number of registrations"),
}
"""Key of a column → its head."""
USUAL = tuple(key for key in LABELS if key not in ("merged_names", "from_there"))
"""Columns of a file for which none were chosen: those that can be imported."""
NAMES = {"short_names": NameKind.SHORT, "former_names": NameKind.FORMER, "merged_names": NameKind.MERGED}


@dataclass(frozen=True)
class Listed:
    """An organization with what the list says of it."""

    organization: Organization
    from_there: int
    """Registrations at the events that the reader sees."""
    names: Mapping[NameKind, Sequence[str]] = field(default_factory=dict)
    """Other names, oldest first."""


@dataclass(frozen=True)
class Column:
    """A column of the file."""

    key: str

    @property
    def label(self) -> Any:
        """The head of the column."""
        return LABELS[self.key]

    def text(self, row: Listed) -> str:
        """The value of the cell as text."""
        return str(self.value(row) or ("0" if self.key == "from_there" else ""))

    def value(self, row: Listed) -> Value:
        """The cell as what it is."""
        if self.key == "from_there":
            return row.from_there
        if self.key in NAMES:
            return SEPARATOR.join(row.names.get(NAMES[self.key], ()))
        return _CELLS[self.key](row.organization)


def choose(keys: Sequence[str]) -> list[Column]:
    """The columns of these keys in the order of the list, always with the name; keys that are none are overlooked."""
    wanted = {key for key in keys if key in LABELS} or set(USUAL)
    return [Column(key) for key in LABELS if key in wanted | {"name"}]


def say_columns(value: object) -> str:
    """Keys of columns with commas between them, as people read them."""
    return _(", ").join(str(LABELS.get(key, key)) for key in str(value).split(","))


_CELLS: Mapping[str, Callable[[Organization], str]] = {
    "name": lambda row: row.name,
    "name_en": lambda row: row.name_en,
    "credit_code": lambda row: row.credit_code or "",
    "province": lambda row: get_province(row.province_code).name(language()) if row.province_code else "",
    "sector": lambda row: get_sector(row.sector_code).labelled(language()) if row.sector_code else "",
    "size_class": lambda row: str(row.size_class.label) if row.size_class else "",
}
