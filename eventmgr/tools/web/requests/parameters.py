"""What an address asks for after its question mark: cleaned text, each name once.

The first of two values would win in silence, so a name that is given twice is refused, and so is a text that is longer
than anything that could be asked for. Names that a page does not read are overlooked, however often they stand there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from flask import request

from eventmgr.ground.errors import BadValue
from eventmgr.ground.i18n import LANGUAGES, _
from eventmgr.ground.text import clean_line, too_long

LONGEST = 200
CURSOR = "cursor"
"""Where a page of a list begins, as `paging.py` says it."""
_LONGEST_CURSOR = 2000
CHAT_MARKS = frozenset({"singlemessage", "groupmessage", "timeline"})
"""What the most used chat program adds to links that people pass on, as `from`: nobody typed it."""
_DATES = ("from", "to")
_LIKE_A_DATE = re.compile(r"[\d\s./\-年月日]+")


def read_language(value: str, default: str) -> str:
    """`value` if it is a language, `default` if it is empty.

    Raises:
        BadValue: it is neither.
    """
    if value and value not in LANGUAGES:
        raise BadValue(_("“%(value)s” is not a language of this site. Available: zh, en.", value=value[:20]))
    return value or default


def _is_foreign(name: str, value: str) -> bool:
    """Whether others have added it: programs and campaigns say with `from` where a link was found, and must not spoil
    the page. What looks like a date was meant for us."""
    return name in _DATES and bool(value.strip()) and not _LIKE_A_DATE.fullmatch(value)


class Query(Mapping[str, str]):
    """The query of the present request as a mapping of names to clean texts; reading a name may raise `BadValue`.

    Args:
        is_foreign: (name, value) → whether it counts as not given.
    """

    def __init__(self, is_foreign: Callable[[str, str], bool] | None = None) -> None:
        self._is_foreign = is_foreign or (lambda _name, _value: False)

    def overlooked(self, names: Sequence[str]) -> bool:
        """Whether one of these names had a value that counts as not given, and that a person may have typed."""
        return any(
            self._is_foreign(name, value) and value not in CHAT_MARKS
            for name in names
            for value in request.args.getlist(name)
        )

    def text(self, name: str, *, longest: int = LONGEST) -> str:
        """The value of `name`, cleaned; "" if it is not given.

        Raises:
            BadValue: it is given twice or too long; the message names it.
        """
        values = self._values(name)
        if len(values) > 1:
            raise BadValue(_("“%(name)s” is given more than once in this address. Give it one value.", name=name))
        value = values[0] if values else ""
        if not too_long(value, longest):
            value = clean_line(value)
        if len(value) > longest:
            raise BadValue(_("“%(name)s” may have at most %(most)s characters.", name=name, most=longest))
        return value

    def cursor(self) -> str | None:
        """Which page of a list is asked for; None: the first.

        Raises:
            BadValue: as for `text`.
        """
        return self.text(CURSOR, longest=_LONGEST_CURSOR) or None

    def several(self, name: str) -> list[str]:
        """All values of a name that may be given more than once."""
        return self._values(name)

    def __getitem__(self, name: str) -> str:
        if not self._values(name):
            raise KeyError(name)
        return self.text(name)

    def __contains__(self, name: object) -> bool:
        return bool(self._values(str(name)))

    def __iter__(self) -> Iterator[str]:
        return iter([name for name in request.args if name in self])

    def __len__(self) -> int:
        return len(list(iter(self)))

    def _values(self, name: str) -> list[str]:
        return [value for value in request.args.getlist(name) if not self._is_foreign(name, value)]


query = Query()
"""For feeds and for the pages of the office: everything counts."""
page_query = Query(_is_foreign)
"""For pages whose links people pass on."""
