"""One door for every text that comes in: forms, JSON, imports and the command line alike.

Plain functions over plain text, no feature known here; the cost of each grows as the text does, whatever it holds.
Sources: Unicode 16 chapter 23 (controls, noncharacters), UAX #9 (bidirectional controls), UAX #15 (normal forms, and
section 13 for the stream-safe text format).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

MOST_MARKS = 30
"""Combining marks in a row that a text may have (UAX #15, section 13); no writing system needs as many."""
ROOM = 4
"""How many times longer than its bound a text may come in: cleaning makes letters and marks one, and cuts blanks."""
_LONGEST_CODE = 200
LARGEST = 2**31 - 1
"""The largest number that a row of either database can have."""

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\u0085\x0b\x0c]")
_CONTROLS = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\ud800-\udfff"
    "\ufdd0-\ufdef\ufffe\uffff"
    + "".join(f"{chr(plane * 0x10000 + 0xFFFE)}{chr(plane * 0x10000 + 0xFFFF)}" for plane in range(1, 17))
    + "]"
)
_BINARY = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
"""No text has them; ESC opens some of the older terminals' files and is taken out like other controls."""
_OPENERS, _ISOLATES = "\u202a\u202b\u202d\u202e", "\u2066\u2067\u2068"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DOTS = str.maketrans(dict.fromkeys("•・‧．∙⋅●᛫", "·"))
_BLANKS = re.compile(r"[^\S\n]+")
_JOINERS = "\u200c\u200d"
"""Persian, the scripts of India and emoji are written with them: they stay in what is stored."""
_FILLERS = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters that draw nothing although they are no format characters: fillers and variation selectors."""
_MANY_MARKS = re.compile("(?:[^\\w\\s]|[\uff9e\uff9f]){13,}")
"""Every mark is one of these characters; thirteen of them may stand for more than 30 marks once they are taken
apart."""
_HAN = re.compile("[\u2e80-\u9fff]")
_SPACED_OUT = re.compile("[\u2e80-\u9fff](?: [\u2e80-\u9fff])+")
_NOT_LATIN = re.compile(
    r"[^\W\d_A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02b8\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uff21-\uff3a\uff41-\uff5a]"
)
"""A letter of another script."""


def clean(value: str, *, multiline: bool = False) -> str:
    r"""`value` as it may enter: NFC, no control characters, surrogates, noncharacters or unbalanced
    bidirectional controls; line ends become `\n` where `multiline`, else blanks; trimmed."""
    return normalized("NFC", tidied(value, multiline=multiline)).strip()


def tidied(value: str, *, multiline: bool = False) -> str:
    """`value` as `clean` makes it, but its letters and marks as they were typed: what a form shows again of a text
    that is too long to be looked at."""
    if value.isprintable():  # neither controls nor anything invisible: nothing of what follows is in it
        return value.strip()
    value = _LINE_ENDS.sub("\n", value)
    if not multiline:
        value = value.replace("\n", " ").replace("\t", " ")
    value = _CONTROLS.sub("", value)
    if _BIDI.search(value):
        value = "\n".join(_balanced(line) for line in value.split("\n"))
    return value.strip()


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], value: str) -> str:
    """`value` in a normal form, without the marks that are more than `MOST_MARKS` in a row: putting marks into their
    order costs the square of how many they are. The one door to `unicodedata.normalize`."""
    return unicodedata.normalize(form, _stream_safe(value))


def _stream_safe(value: str) -> str:
    if value.isascii() or not _MANY_MARKS.search(value):
        return value
    chars, run = [], 0
    for char in value:
        before, after = _marks_of(char)
        run = run + before if after is None else after
        if after is not None or run <= MOST_MARKS:
            chars.append(char)
    return "".join(chars)


@lru_cache(maxsize=4096)
def _marks_of(char: str) -> tuple[int, int | None]:
    """How many marks `char` begins with and how many it ends with once it is taken apart; None for the end: it is
    nothing but marks."""
    classes = [unicodedata.combining(one) for one in unicodedata.normalize("NFKD", char)]
    begins = next((place for place, number in enumerate(classes) if not number), len(classes))
    if begins == len(classes):
        return begins, None
    return begins, next(place for place, number in enumerate(reversed(classes)) if not number)


def _balanced(line: str) -> str:
    stack: list[str] = []
    for char in line:
        if char in _OPENERS or char in _ISOLATES:
            stack.append(char)
        elif (char == "\u202c" and stack and stack[-1] in _OPENERS) or (
            char == "\u2069" and stack and stack[-1] in _ISOLATES
        ):
            stack.pop()
        elif char in "\u202c\u2069":
            return _BIDI.sub("", line)
    return _BIDI.sub("", line) if stack else line


def decoded_text(data: bytes) -> str | None:
    """The text of a file in UTF-8 with or without a byte order mark, UTF-16 with one, or GB 18030 (so GBK and GB 2312);
    None: it is none of them, or no text."""
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    return None


def clean_line(value: str) -> str:
    """A one-line text: `clean`, with runs of blanks made one."""
    return _BLANKS.sub(" ", clean(value))


def person_name(value: str) -> str:
    """A person's name: middle-dot look-alikes become U+00B7; blanks inside a Chinese name and characters that draw
    nothing go. A name in which nothing can be read is none."""
    value = _without_format(clean_line(value.translate(_DOTS)))
    if not folded(value):
        return ""
    value = re.sub(r"\s*·\s*", "·", value)
    return re.sub(r"(?<=[\u2e80-\u9fff\U00020000-\U0003ffff])\s+(?=[\u2e80-\u9fff\U00020000-\U0003ffff])", "", value)


def organization_name(value: str) -> str:
    """An organization's name: full-width letters, digits and brackets are made one way (（） stay full-width)."""
    value = _without_format(clean_line(normalized("NFKC", clean_line(value))))
    if not folded(value):
        return ""
    if _HAN.search(value):
        value = clean_line(value.replace("(", "（").replace(")", "）").replace(" ", ""))
    return value


def position(value: str) -> str:
    """A position: one that is spaced out to fill a column (`处 长`) is closed up; two positions beside each other stay
    apart."""
    value = clean_line(value)
    return value.replace(" ", "") if _SPACED_OUT.fullmatch(value) else value


def is_latin(value: str) -> bool:
    """Whether all letters of `value` are Latin ones, with whatever accents; other characters do not matter."""
    return _NOT_LATIN.search(value) is None


def folded(value: str) -> str:
    """The key under which two spellings are the same: NFKC, case folded, no blanks, no punctuation, nothing that
    draws nothing (format characters, fillers, variation selectors)."""
    value = normalized("NFKC", _FILLERS.sub("", _without_format(value, keep=""))).casefold()
    value = _FILLERS.sub("", normalized("NFKC", value))
    return "".join(char for char in value if not char.isspace() and not _is_mute(unicodedata.category(char)))


def _is_mute(category: str) -> bool:
    """Whether characters of that category make no difference; private and unassigned ones do, rare names use them."""
    return category[0] == "P" or category in ("Cc", "Cf", "Cs")


def _without_format(value: str, *, keep: str = _JOINERS) -> str:
    """`value` without format characters (soft hyphens, zero-width blanks, word joiners, tags) except `keep`."""
    if value.isascii():
        return value
    return clean_line("".join(char for char in value if char in keep or unicodedata.category(char) != "Cf"))


def is_clean(value: str) -> bool:
    """Whether `value` already satisfies the rule of the door (used by `eventmgr check`)."""
    return clean(value, multiline=True) == value


def too_long(value: str, longest: int) -> bool:
    """Whether `value`, as it came in, is longer than any text of `longest` characters would be: refuse it unread."""
    return len(value) > ROOM * longest


def clean_code(value: str) -> str:
    """A one-line text that must equal one of a list; of a longer one the beginning and “…”, which no list holds."""
    return f"{clean_line(value[:_LONGEST_CODE])}…" if too_long(value, _LONGEST_CODE) else clean_line(value)


def whole_number(value: str, *, least: int = 0, most: int = LARGEST, any_digits: bool = False) -> int | None:
    """The number that `value` writes with digits and nothing else, None if it writes none or one out of bounds.

    `str.isdigit` holds for ², which `int` refuses, and `int` refuses 4,301 digits: numbers from outside come in here.

    Args:
        any_digits: also in full-width digits and those of other scripts, as people type them.
    """
    digits = value.removeprefix("-") if least < 0 else value
    if not (0 < len(digits) <= 10 and digits.isdecimal() and (any_digits or digits.isascii())):
        return None
    number = int(value)
    return number if least <= number <= most else None


def mail_address(value: str) -> str:
    """A complete e-mail address in its usual spelling; it looks deliverable, and nobody is asked whether it is.

    Raises:
        ValueError: it is none.
    """
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415  # slow to import

    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error
