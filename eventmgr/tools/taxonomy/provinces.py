"""The 34 province-level divisions: GB/T 2260 and ISO 3166-2 codes, names, orders.

Sources: GB/T 2260, ISO 3166-2:CN (November 2017).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

from eventmgr.tools.taxonomy import tables
from eventmgr.tools.taxonomy.tables import Named

Order = Literal["official", "code", "pinyin"]


@dataclass(frozen=True)
class Province(Named):
    """A province, autonomous region, municipality or special administrative region; `code` has six digits."""

    iso: str
    """ISO 3166-2, `CN-SH`."""
    kind: str
    """`municipality`, `province`, `autonomous_region`, `sar`."""
    pinyin: str
    """With tone marks."""
    pinyin_key: str
    aliases: tuple[str, ...]
    official_order: int
    """Hong Kong, Macao and Taiwan come last."""
    code_order: int
    """Taiwan (71) comes before Hong Kong (81) and Macao (82)."""
    pinyin_order: int


_ORDERS: dict[str, Callable[[Province], int]] = {
    "official": lambda province: province.official_order,
    "code": lambda province: province.code_order,
    "pinyin": lambda province: province.pinyin_order,
}


def _province(row: tables.Row) -> Province:
    until, successor = tables.ending(row)
    return Province(
        code=row["gb_code"],
        name_zh=row["name_zh"],
        name_en=row["name_en_full"],
        short_zh=row["short_zh"],
        short_en=row["name_en"],
        valid_until=until,
        replaced_by=successor,
        iso=row["iso_3166_2"],
        kind=row["type"],
        pinyin=row["pinyin"],
        pinyin_key=row["pinyin_key"],
        aliases=(*tables.words(row["aliases"]), row["iso_3166_2_pre2017"]),
        official_order=int(row["official_order"]),
        code_order=int(row["gb_code_order"]),
        pinyin_order=int(row["pinyin_order"]),
    )


@cache
def _all() -> dict[str, Province]:
    return {row["gb_code"]: _province(row) for row in tables.read("provinces")}


@cache
def spellings() -> dict[str, Province]:
    """Every accepted spelling, as `tables.key` writes it, and the province it means."""
    by_spelling: dict[str, Province] = {}
    for province in _all().values():
        names = (province.code, province.iso, province.name_zh, province.name_en, province.short_zh, province.short_en)
        for name in (*names, *province.aliases):
            by_spelling[tables.key(name)] = province
    return by_spelling


@cache
def provinces(order: Order = "official") -> tuple[Province, ...]:
    """The divisions in official order, by code, or by pinyin (山西 before 陕西, by tone)."""
    return tuple(sorted(tables.offered(_all().values()), key=_ORDERS[order]))


def get_province(code: str | None) -> Province:
    """The division with this six-digit code.

    Raises:
        NotFound: there is none.
    """
    return tables.get(_all(), code)


def find_province(text: str | None) -> Province | None:
    """What `text` names: a code (`310000`, `31`, `CN-SH`), a name, an abbreviation or an alias, in any width, case and
    spacing; None if it is no whole name."""
    return spellings().get(tables.key(text or ""))
