"""What is sent to open an import, and what is typed into its preview."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import FileField

from eventmgr.ground.i18n import _, _l
from eventmgr.ground.text import clean_line, whole_number
from eventmgr.tools.sheets import Sheet, UnreadableSheet, read_file, read_pasted
from eventmgr.tools.sheets.reading.limits import USUAL
from eventmgr.tools.web.forms import Form, LineField, TextField

_LONGEST_CELL = 2_000


class SheetForm(Form):
    """A file, or what was copied from one."""

    file = FileField(_l("Spreadsheet"), description=_l("Excel or WPS (.xlsx, .xls) or CSV, at most 10 MB."))
    tab = LineField(_l("Sheet"), longest=100, description=_l("Only if it is not the first one in the file."))
    pasted = TextField(
        _l("Or paste the rows here"),
        longest=400_000,
        description=_l("Copy the list in your spreadsheet, with its row of column names, and paste it."),
    )

    def read(self, data: bytes) -> Sheet | None:
        """The sheet that was sent; None: it cannot be read, and the form says why.

        Args:
            data: of the file; empty if none was chosen.
        """
        if not data and not self.pasted.data:
            self.file.errors = [_("Choose a file, or paste the rows below.")]
            return None
        try:
            return read_file(data, sheet=self.tab.data or "") if data else read_pasted(self.pasted.data)
        except UnreadableSheet as error:
            (self.file if data else self.pasted).errors = [error.sentence.translated(_)]
            return None


MOST_BYTES = USUAL.file_bytes
"""That a file may have."""


def chosen_columns(sent: Mapping[str, str], heads: Mapping[int, str], keys: Iterable[str]) -> dict[str, str]:
    """Head → key that was chosen for its column, empty for none; `sent` has a field `k_<column>` for each.

    Args:
        heads: column → head as it is remembered.
        keys: those that may be chosen; each is given to one column, the first.
    """
    free, chosen = set(keys), {}
    for column, head in heads.items():
        key = sent.get(f"k_{column}")
        if head and key is not None:
            chosen[head] = key if key in free else ""
            free.discard(key)
    return chosen


def typed_words(sent: Mapping[str, str]) -> dict[str, str]:
    """`Repeated.name` → what was typed or chosen for all of its rows."""
    return {name: clean_line(value[:_LONGEST_CELL]) for name, value in sent.items() if name.startswith("w_")}


def typed_corrections(sent: Mapping[str, Any], keys: Iterable[str]) -> tuple[dict[int, dict[str, str]], dict[int, str]]:
    """Number of a row → key → what was typed (`c_<row>_<key>`), and number → decision (`d_<row>`)."""
    known = set(keys)
    corrections: dict[int, dict[str, str]] = {}
    decisions: dict[int, str] = {}
    for name, value in sent.items():
        kind, _mark, rest = name.partition("_")
        number_text, _mark, key = rest.partition("_")
        number = whole_number(number_text)
        if number is None:
            continue
        if kind == "c" and key in known:
            corrections.setdefault(number, {})[key] = clean_line(value[:_LONGEST_CELL])
        elif kind == "d" and not key:
            decisions[number] = clean_line(value[:20])
    return corrections, decisions
