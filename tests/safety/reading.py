"""Which names of a form the product reads: what nobody reads cannot break anything, whatever it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from werkzeug.datastructures import ImmutableMultiDict


class Noting(ImmutableMultiDict[str, str]):
    """The values of a form that note which names were asked for; whoever goes through them all has read them all."""

    def __init__(self, values: Any, read: set[str]) -> None:
        super().__init__(values)
        self.noted = read

    def __getitem__(self, key: Any) -> Any:
        self.noted.add(key)
        return super().__getitem__(key)

    def __contains__(self, key: Any) -> bool:
        self.noted.add(key)
        return super().__contains__(key)

    def getlist(self, key: Any, type: Any = None) -> list[Any]:
        """The values; the name is noted."""
        self.noted.add(key)
        return super().getlist(key) if type is None else super().getlist(key, type)

    def __iter__(self) -> Iterator[str]:
        self.noted.update(super().keys())
        return super().__iter__()

    def keys(self) -> Any:
        """All names, which are noted."""
        self.noted.update(super().keys())
        return super().keys()

    def items(self, multi: bool = False) -> Any:
        """All names and values; noted."""
        self.noted.update(super().keys())
        return super().items(multi)

    def lists(self) -> Any:
        """All names with all their values; noted."""
        self.noted.update(super().keys())
        return super().lists()

    def values(self) -> Any:
        """All first values; all names are noted."""
        self.noted.update(super().keys())
        return super().values()

    def listvalues(self) -> Any:
        """All values; all names are noted."""
        self.noted.update(super().keys())
        return super().listvalues()


@contextmanager
def names_of_forms_read(app: Flask) -> Iterator[set[str]]:
    """The names that requests inside the block read from the forms that they were sent."""
    usual, read = app.request_class, set[str]()

    class Request(usual):  # type: ignore[misc, valid-type]
        """A request whose form notes what is read."""

        def _load_form_data(self) -> None:
            super()._load_form_data()
            if not isinstance(self.__dict__["form"], Noting):
                self.__dict__["form"] = Noting(self.__dict__["form"], read)

    app.request_class = Request
    try:
        yield read
    finally:
        app.request_class = usual
