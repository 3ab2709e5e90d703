"""Pasted text becomes listings: rows with tabs between the cells, as spreadsheets copy them, or paragraphs. Pure.

A row: side, title, text, and as wanted topic and organization. A paragraph, where no tab is pasted: the side in its
first line, alone or before a colon with the title; then the title, then the text. Paragraphs are parted by empty lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from eventmgr.engines.matching.listings import KINDS
from eventmgr.ground.sentences import Sentence, _l
from eventmgr.ground.text import clean, clean_line, folded, organization_name
from eventmgr.matchmaking.listings.models import Side
from eventmgr.tools.taxonomy import topics

MOST_ROWS = 200
LONGEST_TITLE, LONGEST_TEXT = 100, 2000
_HEADS = frozenset({"side", "类型", "供需", "供需类型", "供给/需求", "类别"})
_MORE_SIDES = {"supplies": Side.SUPPLY, "demands": Side.DEMAND, "供": Side.SUPPLY, "需": Side.DEMAND, "求": Side.DEMAND}
_NUMBERED = re.compile(r"^\s*(?:\d+|[一二三四五六七八九十]+)\s*[.、．)）]\s*")
_AFTER_SIDE = re.compile(r"[:：\s]+")


@dataclass(frozen=True)
class PastedRow:
    """One listing as it was pasted. `number`: of the row or paragraph, from 1; `problems`: why it cannot be taken."""

    number: int
    side: Side | None = None
    title: str = ""
    text: str = ""
    topic_id: str = ""
    organization: str = ""
    problems: Sequence[Sentence] = field(default_factory=tuple)


def read_pasted(pasted: str) -> list[PastedRow]:
    """What was pasted, in its order; rows beyond `MOST_ROWS` are one row that says so."""
    lines = pasted.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any("\t" in line for line in lines):
        cells = [[cell.strip() for cell in line.split("\t")] for line in lines if line.strip()]
        if cells and folded(clean_line(cells[0][0])) in _HEADS:
            cells = cells[1:]
    else:
        cells = [_of_paragraph(paragraph) for paragraph in _paragraphs(lines)]
    rows = [_row(number, row) for number, row in enumerate(cells[:MOST_ROWS], start=1)]
    if len(cells) > MOST_ROWS:
        too_many = _l(
            "At most %(most)s listings can be entered at once; this row and those after it are too many.",
            most=MOST_ROWS,
        )
        rows.append(PastedRow(MOST_ROWS + 1, problems=(too_many,)))
    return rows


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return [paragraph for paragraph in paragraphs if paragraph]


def _of_paragraph(lines: Sequence[str]) -> list[str]:
    first = _NUMBERED.sub("", lines[0])
    head, *rest = [part for part in _AFTER_SIDE.split(first, maxsplit=1) if part] or [first]
    if side_of(head) is None:
        return ["", first, "\n".join(lines[1:])]
    others = [*rest, *lines[1:]]
    return [head, *others[:1], "\n".join(others[1:])] if others else [head]


def _row(number: int, cells: Sequence[str]) -> PastedRow:
    side_cell, title_cell, text_cell, topic_cell, organization_cell = [*cells[:5], *[""] * 5][:5]
    side, title, text = side_of(side_cell), clean_line(title_cell), clean(text_cell, multiline=True)
    topic_id, problems = topic_of(topic_cell), []
    if side is None:
        problems.append(_l("The first cell says neither supply nor demand."))
    if not title:
        problems.append(_l("The title is missing."))
    elif len(title) > LONGEST_TITLE:
        problems.append(_l("The title is longer than %(most)s characters.", most=LONGEST_TITLE))
    if not text:
        problems.append(_l("The text is missing."))
    elif len(text) > LONGEST_TEXT:
        problems.append(_l("The text is longer than %(most)s characters.", most=LONGEST_TEXT))
    if topic_cell.strip() and not topic_id:
        problems.append(_l("“%(topic)s” is not a valid topic.", topic=clean_line(topic_cell)[:40]))
    if len(cells) > 5 and any(cell.strip() for cell in cells[5:]):
        problems.append(_l("There are more cells than side, title, text, topic and organization."))
    organization = organization_name(organization_cell)[:200]
    return PastedRow(number, side, title, text, topic_id, organization, tuple(problems))


def side_of(word: str) -> Side | None:
    """What a cell says the side is; None: neither."""
    word = folded(clean_line(word)).strip("[]【】()（）:：")
    known = KINDS.get(word)
    return Side(known) if known else _MORE_SIDES.get(word)


def topic_of(word: str) -> str:
    """The id of the topic with that id, name or synonym; empty: none."""
    return _topic_names().get(folded(clean_line(word)), "")


@cache
def _topic_names() -> dict[str, str]:
    names: dict[str, str] = {}
    for topic in reversed(topics()):
        names |= {folded(word): topic.id for word in topic.synonyms}
    for topic in topics():
        names |= {folded(word): topic.id for word in (topic.id, topic.name_zh, topic.name_en)}
    return names
