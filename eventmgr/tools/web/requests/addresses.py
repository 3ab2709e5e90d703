"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter, UnicodeConverter, ValidationError

from eventmgr.ground.text import LARGEST


class RowNumber(IntegerConverter):
    """`<int:…>` in a route: a number that a row can have, else no route fits and the answer is a 404."""

    def __init__(  # Werkzeug gives the names and their order
        self,
        map: Any,  # noqa: A002
        fixed_digits: int = 0,
        min: int = 0,  # noqa: A002
        max: int = LARGEST,  # noqa: A002
        signed: bool = False,  # noqa: FBT001, FBT002
    ) -> None:
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
