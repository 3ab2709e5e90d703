"""`eventmgr taxonomy`: the reference data of this version, and the data's codes held against it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click
from flask.cli import AppGroup

from eventmgr.console.upkeep.queries import list_used_codes
from eventmgr.ground.errors import NotFound
from eventmgr.tools import taxonomy
from eventmgr.tools.taxonomy.tables import Named

command = AppGroup("taxonomy", help="Provinces, delegation units, regions, sectors, topics.")

Line = tuple[str, ...]
_GETTERS: dict[str, Callable[[str], Named]] = {
    "province": taxonomy.get_province,
    "unit": taxonomy.get_unit,
    "sector": taxonomy.get_sector,
    "topic": taxonomy.get_topic,
}


def _named(items: Iterable[Named]) -> list[Line]:
    return [(item.code, item.name_zh, item.name_en) for item in items]


def _themes() -> list[Line]:
    return [(theme.id, theme.name_zh, theme.name_en, " ".join(theme.codes)) for theme in taxonomy.sector_themes()]


def _regions() -> list[Line]:
    sets = [region for scheme in taxonomy.schemes() for region in taxonomy.region_sets(scheme.code)]
    return [
        (f"{region.scheme}.{region.code}", region.name_zh, region.name_en, " ".join(region.province_codes))
        for region in sets
    ]


_LISTS: dict[str, Callable[[str], list[Line]]] = {
    "provinces": lambda order: _named(taxonomy.provinces(order)),
    "units": lambda order: _named(taxonomy.units(order)),
    "regions": lambda _order: _regions(),
    "sectors": lambda _order: _named(taxonomy.sectors()),
    "themes": lambda _order: _themes(),
    "topics": lambda _order: _named(taxonomy.topics()),
}


@command.command("list")
@click.argument("what", type=click.Choice(list(_LISTS)))
@click.option(
    "--order",
    type=click.Choice(["official", "code", "pinyin"]),
    default="official",
    show_default=True,
    help="Official order, by code, or by pinyin.",
)
def list_command(what: str, order: str) -> None:
    """Print codes and names, separated by tabs."""
    for line in _LISTS[what](order):
        click.echo("\t".join(line))


@command.command("check")
def check_command() -> None:
    """Name codes in the data that this version does not know or has retired; exits with 1 where one is unknown."""
    unknown = 0
    for kind, code, entry in _used():
        if entry is None:
            unknown += 1
            click.echo(f"unknown {kind} {code}")
        elif entry.is_retired:
            instead = f", replaced by {entry.replaced_by}" if entry.replaced_by else ""
            click.echo(f"retired {kind} {code} {entry.name_zh}: until {entry.valid_until}{instead}")
    click.echo(f"{unknown} unknown codes")
    if unknown:
        raise SystemExit(1)


def _used() -> Iterable[tuple[str, str, Named | None]]:
    for kind, codes in list_used_codes().items():
        for code in sorted(codes):
            try:
                yield kind, code, _GETTERS[kind](code)
            except NotFound:
                yield kind, code, None
