"""How a letter's text is read so that one layout can draw it: paragraphs, facts, buttons. Pure.

An empty line ends a block. Inside a block

- a line that is nothing but an address of this site is a button, labelled by the line above it;
- two or more lines of the form `label: value` are facts, drawn as a table;
- all other lines are a paragraph, broken where the text is broken.

Addresses of this site become links; foreign ones stay text, so that nobody can make our letters point elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_FACT = re.compile(r"(?P<label>[^\s：:][^：:]{0,23})(?:：|:\s)\s*(?P<value>\S.*)")
_ENDS = "：: "
_ADDRESS = re.compile(r"https?://[^\s<>\"，。；、（）]+")
_TRAILING = ".,;:!?)"


@dataclass(frozen=True)
class Piece:
    """A stretch of text, and where it leads if it is a link."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Lines of pieces: `lines[i][j]`, i over lines, j over pieces."""

    lines: tuple[tuple[Piece, ...], ...]
    kind: str = "paragraph"


@dataclass(frozen=True)
class Facts:
    """Rows of a label and its value."""

    rows: tuple[tuple[str, tuple[Piece, ...]], ...]
    kind: str = "facts"


@dataclass(frozen=True)
class Button:
    """A page of this site that the reader should open."""

    label: str
    href: str
    kind: str = "button"


Block = Paragraph | Facts | Button


def parse(text: str, base_url: str) -> list[Block]:
    """The blocks of `text` in order; `base_url` says which addresses are ours."""
    blocks: list[Block] = []
    for part in re.split(r"\n\s*\n", text.strip()):
        lines = [line.strip() for line in part.split("\n") if line.strip()]
        blocks.extend(_blocks(lines, base_url))
    return blocks


def _blocks(lines: list[str], base_url: str) -> list[Block]:
    blocks: list[Block] = []
    waiting: list[str] = []
    for line in lines:
        if _is_ours(line, base_url) and _ADDRESS.fullmatch(line):
            label = waiting.pop().rstrip(_ENDS) if waiting else line
            blocks += _plain(waiting, base_url)
            blocks.append(Button(label, line))
            waiting = []
        else:
            waiting.append(line)
    return blocks + _plain(waiting, base_url)


def _plain(lines: list[str], base_url: str) -> list[Block]:
    if not lines:
        return []
    facts = [None if _ADDRESS.match(line) else _FACT.fullmatch(line) for line in lines]
    if len(lines) > 1 and all(facts):
        return [Facts(tuple((fact["label"], pieces(fact["value"], base_url)) for fact in facts if fact))]
    return [Paragraph(tuple(pieces(line, base_url) for line in lines))]


def pieces(line: str, base_url: str) -> tuple[Piece, ...]:
    """`line` cut where addresses of this site begin and end."""
    pieces: list[Piece] = []
    start = 0
    for match in _ADDRESS.finditer(line):
        address = match[0].rstrip(_TRAILING)
        if _is_ours(address, base_url):
            if match.start() > start:
                pieces.append(Piece(line[start : match.start()]))
            pieces.append(Piece(address, address))
            start = match.start() + len(address)
    if start < len(line) or not pieces:
        pieces.append(Piece(line[start:]))
    return tuple(pieces)


def _is_ours(address: str, base_url: str) -> bool:
    return address == base_url or address.startswith((f"{base_url}/", f"{base_url}?"))
