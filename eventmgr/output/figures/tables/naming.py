"""How what is told apart is called, and in which order it stands. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from eventmgr.event.events.models import EventKind
from eventmgr.event.forms.participant_types.types import HOUSE_TYPES, Types
from eventmgr.ground.i18n import Bilingual, _, localized
from eventmgr.tools import taxonomy
from eventmgr.tools.crosstabs.publishing import OTHERS
from eventmgr.tools.taxonomy.sizes import SizeClass

_MANY = 10_000
"""Of what nobody has counted: there could always be more."""


@dataclass(frozen=True)
class Names:
    """Words for keys, in one language.

    Args:
        events: slug → title, the earliest first. series: slug → name. tracks: key → name. types: of participants.
    """

    lang: str
    events: Mapping[str, Bilingual] = field(default_factory=dict)
    series: Mapping[str, Bilingual] = field(default_factory=dict)
    tracks: Mapping[str, Bilingual] = field(default_factory=dict)
    types: Types = HOUSE_TYPES

    def say(self, name: str, key: str) -> str:
        """One key in words; what is not stated says so."""
        if key == OTHERS:
            return _("Others")
        if not key:
            return _("Guests") if name == "unit" else _("not stated")
        return self._known(name, key) or key

    def order(self, name: str) -> Sequence[str]:
        """The known keys in the order of their list."""
        fixed = _ORDERS.get(name)
        return fixed() if fixed is not None else [*self._listed(name)]

    def kinds(self, name: str) -> int:
        """How many different keys there could be at most, the unstated one too."""
        return len(self.order(name)) + 1 if name in _ORDERS else _MANY

    def is_known(self, name: str, key: str) -> bool:
        """Whether a key may be asked for."""
        if name == "year":
            return key.isascii() and key.isdecimal() and 1970 <= int(key) <= 9998
        return key in self.order(name)

    def _known(self, name: str, key: str) -> str:
        if name in self._lists():
            found = self._lists()[name].get(key)
            return localized(found, self.lang) if found is not None else ""
        if name == "role":
            return str(self.types.names(self.lang).get(key, ""))
        say = _WORDS.get(name)
        return say(key, self.lang) if say is not None else ""

    def _lists(self) -> dict[str, Mapping[str, Bilingual]]:
        return {"event": self.events, "series": self.series, "track": self.tracks}

    def _listed(self, name: str) -> Iterable[str]:
        return self.types.names(self.lang) if name == "role" else self._lists().get(name, ())


def _short(find: Callable[[str], Any]) -> Callable[[str, str], str]:
    def say(key: str, lang: str) -> str:
        found = find(key)
        return str(found.short(lang)) if found is not None else ""

    return say


_ORDERS: dict[str, Callable[[], list[str]]] = {
    "unit": lambda: [unit.code for unit in taxonomy.units()],
    "province": lambda: [province.code for province in taxonomy.provinces()],
    "partner": lambda: [province.code for province in taxonomy.provinces()],
    "host": lambda: [province.code for province in taxonomy.provinces()],
    "sector": lambda: [sector.code for sector in taxonomy.sectors()],
    "theme": lambda: [theme.id for theme in taxonomy.sector_themes()],
    "topic": lambda: [topic.code for topic in taxonomy.topics()],
    "size": lambda: [size.value for size in SizeClass],
    "kind": lambda: [kind.value for kind in EventKind],
}
_WORDS: dict[str, Callable[[str, str], str]] = {
    "unit": _short(taxonomy.find_unit),
    "province": _short(taxonomy.find_province),
    "partner": _short(taxonomy.find_province),
    "host": _short(taxonomy.find_province),
    "sector": _short(taxonomy.find_sector),
    "theme": lambda key, lang: taxonomy.get_theme(key).name(lang),
    "topic": _short(taxonomy.find_topic),
    "size": lambda key, _lang: str(SizeClass(key).label),
    "kind": lambda key, _lang: str(EventKind(key).label),
}
