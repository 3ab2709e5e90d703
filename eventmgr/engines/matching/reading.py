"""Listings from a CSV file, with a plain word for everything that is wrong in it: row, column, why, what to do.

Accepted: UTF-8 with or without a byte order mark, UTF-16 with one, GB18030; commas, semicolons or tabs; any quoting
that spreadsheets write; blank rows; columns in any order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any

from eventmgr.engines.matching.listings import KINDS, SUPPLY, Listing
from eventmgr.ground.errors import BadValue, NotFound
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import ROOM, clean, clean_line, decoded_text
from eventmgr.tools import taxonomy

REQUIRED = ("id", "kind", "title", "text")
OPTIONAL = ("org", "province_gb_code", "side", "industry_code", "topic_id", "needs", "pains", "offers", "products")
_MOST_CHARACTERS = 20_000
_LONGEST_ID = 100
_SHOWN = 60
_GETTERS: dict[str, Callable[[str], Any]] = {
    "province_gb_code": taxonomy.get_province,
    "industry_code": taxonomy.get_sector,
    "topic_id": taxonomy.get_topic,
}
_LISTS = {
    "province_gb_code": "eventmgr taxonomy list provinces",
    "industry_code": "eventmgr taxonomy list sectors",
    "topic_id": "eventmgr taxonomy list topics",
}


class MalformedListings(BadValue):
    """The file is not as it should be; `sentence` says where, why and what to do, in the reader's language on
    request."""

    def __init__(self, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def read_listings(data: bytes) -> list[Listing]:
    """The listings of a CSV file, in the order of its rows.

    Raises:
        MalformedListings: at the first thing that is wrong.
    """
    rows = _rows(_decoded(data))
    first = next(rows, None)
    if first is None:
        raise MalformedListings(_l("The file is empty. The first row must name the columns id, kind, title, text."))
    heads = _heads(first[1])
    row_of_id: dict[str, int] = {}
    listings = []
    for number, cells in rows:
        values = _named(number, heads, cells)
        listing = _listing(number, values)
        if listing.id in row_of_id:
            raise MalformedListings(
                _l(
                    "Row %(row)s, column id: “%(id)s” is already used in row %(first)s. Give each listing an id of "
                    "its own.",
                    row=number,
                    id=listing.id,
                    first=row_of_id[listing.id],
                )
            )
        row_of_id[listing.id] = number
        listings.append(listing)
    if not listings:
        raise MalformedListings(
            _l("The file has a header but no listings. Write one demand or supply in each row below it.")
        )
    return listings


def _decoded(data: bytes) -> str:
    text = decoded_text(data)
    if text is None:
        raise MalformedListings(_l("The file is not text in UTF-8 or GB18030. Save it as “CSV UTF-8” and try again."))
    return text


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """(row of the file, cells) of every row that is not blank, the head first; rows are counted as a spreadsheet
    does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=lambda mark: (first.count(mark), mark == ","))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise MalformedListings(
                _l(
                    "Row %(row)s cannot be read (%(why)s). Check its quotation marks, or save the file as CSV again.",
                    row=number,
                    why=str(error),
                )
            ) from error
        if any(cell.strip() for cell in cells):
            yield number, cells


def _heads(cells: list[str]) -> list[str]:
    heads = [clean_line(cell).casefold() for cell in cells]
    missing = [name for name in REQUIRED if name not in heads]
    if missing:
        raise MalformedListings(
            _l(
                "The column “%(column)s” is missing. The first row must name the columns id, kind, title, text.",
                column=missing[0],
            )
        )
    twice = [name for name in (*REQUIRED, *OPTIONAL) if heads.count(name) > 1]
    if twice:
        raise MalformedListings(
            _l("The column “%(column)s” appears twice in the first row. Keep one.", column=twice[0])
        )
    return heads


def _named(number: int, heads: list[str], cells: list[str]) -> dict[str, str]:
    extra = [cell for cell in cells[len(heads) :] if cell.strip()]
    if extra:
        raise MalformedListings(
            _l(
                "Row %(row)s has more cells than the first row has columns (“%(cell)s”). Put a text with commas in "
                "quotation marks.",
                row=number,
                cell=_short(extra[0]),
            )
        )
    known = (*REQUIRED, *OPTIONAL)
    values = dict.fromkeys(known, "")
    for head, cell in zip(heads, cells, strict=False):
        if head in known:
            _check_length(number, cell, ROOM * _MOST_CHARACTERS)
            values[head] = clean(cell, multiline=True) if head == "text" else clean_line(cell)
    return values


def _listing(number: int, values: dict[str, str]) -> Listing:
    kind = KINDS.get(values["kind"].casefold(), "")
    if not values["id"]:
        raise MalformedListings(
            _l("Row %(row)s, column id: it is empty. Give each listing an id of its own.", row=number)
        )
    if len(values["id"]) > _LONGEST_ID:
        raise MalformedListings(_l("Row %(row)s, column id: longer than 100 characters. Shorten it.", row=number))
    if not kind:
        raise MalformedListings(
            _l(
                "Row %(row)s, column kind: “%(value)s” is unknown. Write demand or supply.",
                row=number,
                value=_short(values["kind"]),
            )
        )
    for column in _GETTERS:
        _known(number, column, values[column])
    mine, theirs = ("offers", "products") if kind == SUPPLY else ("needs", "pains")
    written = "".join(values[column] for column in ("title", "text", mine, theirs))
    if not written:
        raise MalformedListings(
            _l("Row %(row)s: title and text are empty. Write what is needed or offered.", row=number)
        )
    _check_length(number, written, _MOST_CHARACTERS)
    return Listing(
        id=values["id"],
        kind=kind,
        org=values["org"],
        province=values["province_gb_code"],
        side=values["side"],
        sector=values["industry_code"],
        topic=values["topic_id"],
        title=values["title"],
        text=values["text"],
        asks="。".join(filter(None, (values["needs"], values["pains"]))),
        gives="。".join(filter(None, (values["offers"], values["products"]))),
    )


def _check_length(number: int, told: str, most: int) -> None:
    if len(told) > most:
        raise MalformedListings(
            _l("Row %(row)s: more than 20,000 characters. Shorten the text to what a partner must know.", row=number)
        )


def _known(number: int, column: str, value: str) -> None:
    if not value:
        return
    try:
        _GETTERS[column](value)
    except NotFound as error:
        raise MalformedListings(
            _l(
                "Row %(row)s, column %(column)s: there is no code “%(value)s”. Leave it empty or take one from "
                "`%(command)s`.",
                row=number,
                column=column,
                value=_short(value),
                command=_LISTS[column],
            )
        ) from error


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
