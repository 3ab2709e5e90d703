"""Bytes or text to plain values: JSON as RFC 8259 has it, and what is said where it is not."""

from __future__ import annotations

import json
import math
from typing import Any

from eventmgr.engines.scheduling.reading.malformed import MalformedInstance, member_of, printable, refusal
from eventmgr.ground.sentences import _l

NOT_UTF8 = _l("The file is not UTF-8 text: byte %(place)s cannot be read. Save it as UTF-8 and try again.")
NOT_JSON = _l(
    "Line %(line)s, column %(column)s is not JSON, near “%(near)s”. Look there for a missing comma, quote or bracket."
)
EMPTY = _l("The file is empty. Put a JSON object into it, as docs/formats/meeting-instances.md shows.")
TOO_DEEP = _l("The file nests lists or objects too deeply to be read. Delete what does not belong to its format.")
TOO_MANY_DIGITS = _l("The file has a number of more than a thousand digits. Write numbers of the size of an event.")
NO_NUMBER = _l("%(path)s is %(found)s, which is not a number in JSON. Write a number, or leave the member out.")
NEAR = 20


class Doubled(dict[str, Any]):
    """An object in which a member stands twice; `member` is its name."""

    member = ""


def values_of(source: str | bytes) -> Any:
    """The plain values of a JSON text; objects with a member twice come as `Doubled`.

    Raises:
        MalformedInstance: wrong encoding, wrong JSON (with line and column), NaN, numbers without end.
    """
    text = _decoded(source)
    if not text.strip():
        raise MalformedInstance("", EMPTY)
    constants: list[str] = []
    try:
        values = json.loads(text, object_pairs_hook=_object, parse_constant=lambda name: _noted(name, constants))
    except json.JSONDecodeError as error:
        near = printable(" ".join(text[max(0, error.pos - NEAR // 2) : error.pos + NEAR].split()))
        raise MalformedInstance("", NOT_JSON.about(line=error.lineno, column=error.colno, near=near)) from None
    except RecursionError:
        raise MalformedInstance("", TOO_DEEP) from None
    except ValueError:
        raise MalformedInstance("", TOO_MANY_DIGITS) from None
    if constants:
        path, value = _constant(values, "") or ("", math.nan)
        raise refusal(path, NO_NUMBER, found=json.dumps(value))
    return values


def _decoded(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise MalformedInstance("", NOT_UTF8.about(place=error.start + 1)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    names = [name for name, _value in pairs]
    doubled.member = next(name for name in names if names.count(name) > 1)
    return doubled


def _noted(name: str, constants: list[str]) -> float:
    constants.append(name)
    return float(name.replace("Infinity", "inf"))


def _constant(value: Any, path: str) -> tuple[str, float] | None:
    """Path and value of the first NaN or infinity."""
    if isinstance(value, float) and not math.isfinite(value):
        return path, value
    inner: list[tuple[str, Any]] = []
    if isinstance(value, dict):
        inner = [(member_of(path, name), item) for name, item in value.items()]
    elif isinstance(value, list):
        inner = [(f"{path}[{number}]", item) for number, item in enumerate(value)]
    return next((found for name, item in inner if (found := _constant(item, name))), None)
