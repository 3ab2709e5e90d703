"""What may stand in an address."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

MOST = 2**31 - 1
"""The largest number that a row of either database can have; a larger one in an address is no row's."""


class RowNumber(IntegerConverter):
    """`<int:…>` in a route: a number that a row can have, else no route fits and the answer is a 404."""

    def __init__(self, map: Any, fixed_digits: int = 0, min: int = 0, max: int = MOST, signed: bool = False) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


def init_app(app: Flask) -> None:
    """Use it for every `int` of `app`; call before any route is added."""
    app.url_map.converters["int"] = RowNumber
