"""The faces: Noto Sans SC in two weights, then the fallback fonts of the installation, asked in this order. Official
documents ask Noto Serif SC first, which has the characters of GB 2312 and Big5, in bold those of GB 2312.

A character that no face has is printed as a box and reported by `missing_characters`; none is dropped.
"""

from __future__ import annotations

import logging
import mmap
import re
import threading
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from eventmgr.ground.i18n import is_spoken
from eventmgr.ground.text import normalized
from eventmgr.tools.typesetting import unicode_map

T = TypeVar("T")

REGULAR, BOLD = "NotoSansSC", "NotoSansSC-Bold"
SERIF, SERIF_BOLD = "NotoSerifSC", "NotoSerifSC-Bold"
BOX = "□"
"""Stands for a character that no face has."""
_NARROW = {"“": '"', "”": '"', "‘": "'", "’": "'", "…": "..."}
_WIDE_MARKS = re.compile("[“”‘’…]")
_FOLDER = Path(__file__).resolve().parent / "faces"
_FILES = {
    REGULAR: "NotoSansSC-Regular.ttf",
    BOLD: "NotoSansSC-Bold.ttf",
    SERIF: "NotoSerifSC-Regular.ttf",
    SERIF_BOLD: "NotoSerifSC-Bold.ttf",
}
_SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
_log = logging.getLogger(__name__)
_loading = threading.RLock()
_fallbacks: list[str] = []
_other_files: dict[str, Path] = {}


class _Mapped:
    """A font file as ReportLab reads it; pages of it come into memory when a glyph is used."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)

    def read(self) -> mmap.mmap:
        with Path(self.name).open("rb") as file:
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


class _Window:
    """A table of a mapped font file: slices are read when asked for. ReportLab would copy the ten megabytes of
    outlines for every subset."""

    def __init__(self, content: mmap.mmap, start: int) -> None:
        self._content, self._start = content, start

    def __getitem__(self, part: slice) -> bytes:
        return self._content[self._start + part.start : self._start + part.stop]


class ByCodePoint(Mapping[int, T]):
    """What a face says of each of thirty thousand characters, in a tenth of the memory of a dictionary.

    Args:
        found: code point → value.
        pack: the distinct values → something indexed that holds them.
    """

    def __init__(self, value_of: Mapping[int, T], pack: Callable[[Iterable[T]], Sequence[T]]) -> None:
        distinct = {value: place for place, value in enumerate(dict.fromkeys(value_of.values()), 1)}
        self._values = pack([next(iter(distinct)), *distinct])
        self._places = array("H", bytes(2 * 0x10000))
        self._beyond: dict[int, int] = {}
        self._length = len(value_of)
        for code, value in value_of.items():
            if code < len(self._places):
                self._places[code] = distinct[value]
            else:
                self._beyond[code] = distinct[value]

    def get(self, code: int, default: Any = None) -> Any:
        """The value of that code point; `default` where the face does not have it."""
        place = self._places[code] if code < 0x10000 else self._beyond.get(code, 0)
        return self._values[place] if place else default

    def __getitem__(self, code: int) -> T:
        found: T | None = self.get(code)
        if found is None:
            raise KeyError(code)
        return found

    def __contains__(self, code: object) -> bool:
        return isinstance(code, int) and self.get(code) is not None

    def __iter__(self) -> Iterator[int]:
        yield from (code for code, place in enumerate(self._places) if place)
        yield from self._beyond

    def __len__(self) -> int:
        return self._length


def _open(name: str, path: Path) -> TTFont:
    """The font, holding in memory what setting text needs: a tenth of what ReportLab keeps."""
    font = TTFont(name, _Mapped(path))
    face, get_table = font.face, font.face.get_table
    outlines = _Window(
        face._ttf_data,  # noqa: SLF001  # the bytes have no other door
        face.get_table_pos("glyf")[0],
    )
    face.get_table = lambda tag: outlines if tag == "glyf" else get_table(tag)
    face.glyphToChar = {}
    face.charToGlyph = ByCodePoint(face.charToGlyph, lambda glyphs: array("H", glyphs))
    face.charWidths = ByCodePoint(face.charWidths, tuple)
    pairs: dict[tuple[int, int], tuple[int, int]] = {}
    face.hmetrics = [pairs.setdefault(pair, pair) for pair in face.hmetrics]
    face.glyphPos = array("I", face.glyphPos)
    return font


@cache
def load() -> None:
    """Register the built-in faces; the first call takes a tenth of a second."""
    with _loading:
        unicode_map.install()
        rl_config.trustedHosts, rl_config.trustedSchemes = [], ["data"]
        rl_config.useA85 = 0
        for name in (REGULAR, BOLD):
            pdfmetrics.registerFont(_open(name, _FOLDER / _FILES[name]))


@cache
def _load_serif() -> None:
    """Register the faces of official documents, for those who print one."""
    with _loading:
        for name in (SERIF, SERIF_BOLD):
            pdfmetrics.registerFont(_open(name, _FOLDER / _FILES[name]))


def use_fallbacks(paths: Iterable[str]) -> None:
    """Ask these TrueType files too, in this order, from now on. One that cannot be read is logged and left out."""
    load()
    with _loading:
        wanted = [name for path in paths if (name := _register(str(path)))]
        if wanted != _fallbacks:
            _fallbacks[:] = wanted
            _face_of.cache_clear()


@cache
def _register(path: str) -> str | None:
    name = f"fallback-{Path(path).stem}"
    try:
        pdfmetrics.registerFont(_open(name, Path(path)))
    except Exception as error:  # noqa: BLE001  # whatever is wrong with a file of theirs, ours are there
        _log.warning("PDF_FALLBACK_FONTS: %s cannot be used: %s", path, error)
        return None
    _other_files[name] = Path(path)
    return name


def file_of(face: str) -> Path:
    """Where the file of a face lies that `faces` has named."""
    return _FOLDER / _FILES[face] if face in _FILES else _other_files[face]


def widths(face: str) -> Mapping[int, float]:
    """Code point → advance in thousandths of the size."""
    found: Mapping[int, float] = pdfmetrics.getFont(face).face.charWidths
    return found


@cache
def _face_of(char: str, *, bold: bool, serif: bool = False) -> str | None:
    """The first face with a glyph for `char`, the bold one first where `bold`, that with serifs where `serif`; None if
    there is none."""
    load()
    if serif:
        _load_serif()
    main = BOLD if bold else REGULAR
    asked: list[str] = [SERIF_BOLD if bold else SERIF, main] if serif else [main]
    for face in (*asked, *_fallbacks):
        if ord(char) in pdfmetrics.getFont(face).face.charToGlyph:
            return face
    return None


def printable(text: str) -> str:
    """`text` as it is set: NFC, without what has no shape (format characters, variation selectors); unusual blanks
    that have no glyph become a blank."""
    if text.isascii():
        return text
    shaped = "".join(_shaped(char) for char in normalized("NFC", text))
    return _WIDE_MARKS.sub(_narrow, shaped) if is_spoken("en") else shaped


def _narrow(found: re.Match[str]) -> str:
    """Quotation marks and dots of Chinese are as wide as its letters: around Latin ones, in English, they tear the
    line."""
    text, at, mark = found.string, found.start(), found[0]
    beside = text[at + 1 : at + 2] if mark in "“‘" else text[at - 1 : at] or text[at + 1 : at + 2]
    return _NARROW[mark] if beside < "\u2e80" else mark


@cache
def _shaped(char: str) -> str:
    category = unicodedata.category(char)
    if (category in ("Cf", "Cc") and char != "\n") or ord(char) in _SELECTORS:
        return ""
    if category in ("Zs", "Zl", "Zp") and _face_of(char, bold=False) is None:
        return " "
    return char


def faces(text: str, *, bold: bool = False, serif: bool = False) -> list[tuple[str, str]]:
    """(face, character to print) for each character of a `printable` text; line feeds have the main face."""
    main = BOLD if bold else REGULAR
    pairs = []
    for char in text:
        face = main if char == "\n" else _face_of(char, bold=bold, serif=serif)
        pairs.append((face, char) if face else (main, BOX))
    return pairs


def missing_characters(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Which characters no face has, and where.

    Args:
        texts: place (a person's name, "title of item 3") → text.

    Returns:
        character → places, both in the order of `texts`.
    """
    load()
    missing: dict[str, list[str]] = {}
    for place, text in texts.items():
        for char in dict.fromkeys(printable(text)):
            if char != "\n" and _face_of(char, bold=False) is None:
                missing.setdefault(char, []).append(place)
    return missing
