"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from eventmgr.text import LARGEST


class RowNumber(IntegerConverter):
    """`<int:…>` in a route: a number that a row can have, else no route fits and the answer is a 404."""

    def __init__(self, map: Any, fixed_digits: int = 0, min: int = 0, max: int = LARGEST, signed: bool = False) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


class Word(UnicodeConverter):
    """`<…>` in a route: text without control characters, which no name of ours has and PostgreSQL refuses."""

    def to_python(self, value: str) -> str:
        """`value` itself."""
        if any(ord(char) < 32 for char in value):
            raise ValidationError
        return value


def init_app(app: Flask) -> None:
    """Use them for every number and word in the routes of `app`; call before any route is added."""
    app.url_map.converters.update(int=RowNumber, default=Word, string=Word)
