"""The 40 units that report a delegation: 34 divisions, five separately planned cities, the Xinjiang Corps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from eventmgr.tools.taxonomy import provinces, tables
from eventmgr.tools.taxonomy.pinyin import sort_key
from eventmgr.tools.taxonomy.tables import Named

Order = Literal["official", "code", "pinyin"]
_CORPS = "XPCC"
_MORE = {_CORPS: ("新疆兵团", "建设兵团", "生产建设兵团", "Xinjiang Corps")}


@dataclass(frozen=True)
class Unit(Named):
    """A delegation unit. `code`: six digits, or the internal `XPCC`, which GB/T 2260 does not know."""

    kind: str
    """`province_level`, `separately_planned_city`, `xpcc`."""
    province_code: str
    """The division it counts for: 210000 for Dalian, 650000 for the Corps."""
    order: int
    """Official order; the cities and the Corps after the mainland's divisions, Hong Kong, Macao, Taiwan last."""

    @property
    def province(self) -> provinces.Province:
        """The division it counts for."""
        return provinces.get_province(self.province_code)


def _pinyin_order(unit: Unit) -> tuple[str, int]:
    own = unit.province.pinyin_key if unit.kind == "province_level" else sort_key(unit.name_zh)
    return own, unit.order


_ORDERS: dict[str, Callable[[Unit], Any]] = {
    "official": lambda unit: unit.order,
    "code": lambda unit: unit.code,
    "pinyin": _pinyin_order,
}


def _unit(row: tables.Row) -> Unit:
    until, successor = tables.ending(row)
    is_corps = row["unit_code"] == _CORPS
    return Unit(
        code=row["unit_code"],
        name_zh=row["name_zh"],
        name_en=row["name_en"],
        short_zh=row["short_zh"],
        short_en=_CORPS if is_corps else row["name_en"],
        valid_until=until,
        replaced_by=successor,
        kind=row["kind"],
        province_code=row["province_gb_code"],
        order=int(row["order"]),
    )


@cache
def _all() -> dict[str, Unit]:
    return {row["unit_code"]: _unit(row) for row in tables.read("delegation_units")}


@cache
def spellings() -> dict[str, Unit]:
    """Every accepted spelling, as `tables.key` writes it, and the unit it means."""
    by_spelling = {spelling: _all()[province.code] for spelling, province in provinces.spellings().items()}
    for unit in _all().values():
        for name in (unit.code, unit.name_zh, unit.short_zh, unit.name_en, *_MORE.get(unit.code, ())):
            by_spelling[tables.key(name)] = unit
    return by_spelling


@cache
def units(order: Order = "official") -> tuple[Unit, ...]:
    """The units in official order, by code, or by pinyin."""
    return tuple(sorted(tables.offered(_all().values()), key=_ORDERS[order]))


def get_unit(code: str | None) -> Unit:
    """The unit with this code.

    Raises:
        NotFound: there is none.
    """
    return tables.get(_all(), code)


def find_unit(text: str | None) -> Unit | None:
    """What `text` names, as in `find_province`; 深圳 is Shenzhen, not Guangdong; None if it is no whole name."""
    return spellings().get(tables.key(text or ""))
