"""The guides as they are read from their files: `docs/guide/<name>.<language>.md` of a checkout, or the package's own
copy.

A guide is a heading, what it is for, and parts with steps. A picture stands in a line of its own and is drawn folded:
whoever opens it loads it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from markupsafe import Markup

from eventmgr.ground.i18n import LANGUAGES
from eventmgr.tools.web.rendering.markdown import markdown

_HERE = Path(__file__).resolve().parent
_CHECKOUT = _HERE.parents[2] / "docs" / "guide"
FOLDER = _CHECKOUT if _CHECKOUT.is_dir() else _HERE / "texts"
INDEX = "index"
_PICTURE = re.compile(r"^!\[([^\]]+)\]\(pictures/([\w.-]+)\)$", re.MULTILINE)
_LINK = re.compile(rf"\]\(([\w-]+)\.(?:{'|'.join(LANGUAGES)})\.md\)")
_PART = re.compile(r"^## (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Picture:
    """A picture: its file below `pictures/`, and what it shows."""

    file: str
    caption: str


@dataclass(frozen=True)
class Part:
    """A heading, empty for what stands above the first, and what stands below it."""

    heading: str
    blocks: tuple[Markup | Picture, ...]


@dataclass(frozen=True)
class Guide:
    """A page of the guide."""

    title: str
    lead: str
    """Its first paragraph: what it is for."""
    parts: tuple[Part, ...]


@cache
def guides() -> dict[tuple[str, str], Guide]:
    """(name, language) → the page."""
    by_name: dict[tuple[str, str], Guide] = {}
    for path in sorted(FOLDER.glob("*.md")):
        name, _dot, lang = path.stem.rpartition(".")
        by_name[name, lang] = guide_of(path.read_text("utf-8"))
    return by_name


def guide_of(text: str) -> Guide:
    """A page as it is written: a heading, a first paragraph, and parts."""
    head, _end, rest = text.strip().partition("\n\n")
    lead, _end, rest = rest.partition("\n\n")
    above, *others = _PART.split(rest)
    headings = ["", *others[::2]]
    parts = zip(headings, [above, *others[1::2]], strict=True)
    return Guide(head.removeprefix("# "), lead, tuple(Part(heading, _blocks(text)) for heading, text in parts))


def _blocks(text: str) -> tuple[Markup | Picture, ...]:
    words, *pictures = _PICTURE.split(_LINK.sub(_address, text))
    blocks: list[Markup | Picture] = [markdown(words)]
    for caption, file, after in zip(pictures[::3], pictures[1::3], pictures[2::3], strict=True):
        blocks += [Picture(file, caption), markdown(after)]
    return tuple(block for block in blocks if block)


def _address(link: re.Match[str]) -> str:
    return f"](/guide/{'' if link[1] == INDEX else link[1]})"
