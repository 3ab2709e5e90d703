"""Regions: schemes that cut the country differently, and the two presets of the first seminars.

There is no one division: `nbs4` covers 31 divisions only, and 东部 / 中南部 as the seminars use them are no official
terms. So every event keeps its own sets; these are what they start from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy import tables
from eventmgr.tools.taxonomy.provinces import get_province

_SCHEMES = {
    "nbs4": ("四大经济区域", "Four economic regions"),
    "big6": ("六大区", "Six greater areas"),
    "geo7": ("七大地理分区", "Seven geographic regions"),
    "seed": ("东部和中南部", "East and central-south"),
}


@dataclass(frozen=True)
class Scheme:
    """A way to cut the country into regions."""

    code: str
    name_zh: str
    name_en: str

    def name(self, lang: str | None = None) -> str:
        """The name in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en


@dataclass(frozen=True)
class Region:
    """A named set of divisions; `core` and `extended` hold codes in official order."""

    scheme: str
    code: str
    name_zh: str
    name_en: str
    core: tuple[str, ...]
    extended: tuple[str, ...]
    """Suggested besides the core; empty but for the presets."""

    def name(self, lang: str | None = None) -> str:
        """The name in `lang` (`zh`, `en`; the spoken one, if not given)."""
        return self.name_zh if (lang or language()) == "zh" else self.name_en

    @property
    def province_codes(self) -> tuple[str, ...]:
        """Core and extended together, in official order."""
        return _in_order([*self.core, *self.extended])


def _in_order(codes: list[str]) -> tuple[str, ...]:
    return tuple(sorted(codes, key=lambda code: get_province(code).official_order))


@cache
def _all() -> dict[str, dict[str, Region]]:
    members: dict[tuple[str, str], list[tables.Row]] = {}
    for row in tables.read("regions"):
        members.setdefault((row["scheme"], row["region_code"]), []).append(row)
    schemes: dict[str, dict[str, Region]] = {code: {} for code in _SCHEMES}
    for (scheme, code), rows in members.items():
        parts = {
            kind: _in_order([row["gb_code"] for row in rows if row["membership"] == kind])
            for kind in ("core", "extended")
        }
        schemes[scheme][code] = Region(scheme, code, rows[0]["region_zh"], rows[0]["region_en"], **parts)
    return schemes


def schemes() -> tuple[Scheme, ...]:
    """The four schemes: the statistics bureau's, six greater areas, seven geographic regions, the presets."""
    return tuple(Scheme(code, *names) for code, names in _SCHEMES.items())


def region_sets(scheme: str) -> tuple[Region, ...]:
    """The regions of a scheme (`nbs4`, `big6`, `geo7`, `seed`), in their usual order; empty for an unknown one."""
    return tuple(_all().get(scheme, {}).values())


def seed_presets() -> tuple[Region, ...]:
    """东部 and 中南部 as the first seminars used them: `core` as named there, `extended` as suggested."""
    return region_sets("seed")
