"""Lists of supply and demand, and the complement table, as files: heads and cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.ground.columns import label_of
from eventmgr.ground.i18n import _, _l, language, localized
from eventmgr.identity.directory.naming import organization_name
from eventmgr.matchmaking.listings.board.complement import TopicLine
from eventmgr.matchmaking.listings.board.names import provinces_of, sectors_of, topic_of
from eventmgr.matchmaking.listings.models import Listing, Side
from eventmgr.tools.sheets import Value
from eventmgr.tools.taxonomy import get_topic, provinces

VIA_ORGANIZERS = _l("Via the organizers")
_YES = _l("yes")


@dataclass(frozen=True)
class Column:
    """A column of a file."""

    label: Any
    value: Callable[[Any], Value]

    def text(self, row: Any) -> str:
        """The value of the cell as text."""
        value = self.value(row)
        return "" if value is None else str(value)


@dataclass(frozen=True)
class Numbered:
    """A listing with its place in the list, from 1."""

    number: int
    listing: Listing


def in_official_order(listings: Iterable[Listing]) -> list[Numbered]:
    """By province as official lists have them, then by organization; what is of no province comes last."""
    order = {province.code: place for place, province in enumerate(provinces())}

    def key(listing: Listing) -> tuple[Any, ...]:
        organization = listing.organization
        place = order.get(organization.province_code or "", len(order))
        return (place, organization.pinyin_key, organization.id, listing.side.value, listing.id)

    return [Numbered(number, listing) for number, listing in enumerate(sorted(listings, key=key), 1)]


def list_columns(zone: str, names: Mapping[Side, str] | None = None, *, for_office: bool = False) -> list[Column]:
    """The columns of a list whose rows are `Numbered`; times on the clock of `zone`.

    Args:
        names: what the event calls the sides.
        for_office: also state, source and whom a confidential one is shown to.
    """
    sides = {side: (names or {}).get(side) or str(side.label) for side in Side}

    def of(read: Callable[[Listing], Value]) -> Callable[[Numbered], Value]:
        return lambda row: read(row.listing)

    def moment(at: Any) -> Value:
        return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, second=0, microsecond=0) if at is not None else None

    columns = [
        Column(_l("No."), lambda row: row.number),
        Column(label_of(Listing.side), of(lambda listing: sides[listing.side])),
        Column(_l("Province/region"), of(provinces_of)),
        Column(_l("Organization"), of(lambda listing: organization_name(listing.organization))),
        Column(label_of(Listing.title), of(lambda listing: localized(listing.title))),
        Column(label_of(Listing.text), of(lambda listing: localized(listing.text))),
        Column(label_of(Listing.topic_id), of(topic_of)),
        Column(label_of(Listing.sector_codes), of(lambda listing: _joined(sectors_of(listing)))),
        Column(label_of(Listing.kind), of(lambda listing: str(listing.kind.label))),
        Column(label_of(Listing.free_of_charge), of(lambda listing: str(_YES) if listing.free_of_charge else None)),
        Column(
            label_of(Listing.domestic_replacement),
            of(lambda listing: str(_YES) if listing.domestic_replacement else None),
        ),
        Column(_l("Contact details"), lambda _row: str(VIA_ORGANIZERS)),
        Column(label_of(Listing.valid_until), of(lambda listing: listing.valid_until)),
        Column(_l("Published"), of(lambda listing: moment(listing.published_at))),
    ]
    if for_office:
        columns += [
            Column(_l("State"), of(lambda listing: str(listing.state.label))),
            Column(_l("Submitted by"), of(lambda listing: str(listing.source.label))),
            Column(
                label_of(Listing.confidential),
                of(lambda listing: str(listing.shown_to.label) if listing.confidential else None),
            ),
        ]
    return columns


@dataclass(frozen=True)
class ComplementRow:
    """A topic, a side and a province with its listings."""

    topic: str
    side: Side
    province: str
    listings: int
    others: Sequence[str]
    """Provinces on the other side."""


def complement_rows(lines: Sequence[TopicLine]) -> list[ComplementRow]:
    """The table as rows, one for each province on each side of a topic."""
    return [
        ComplementRow(
            line.topic,
            side,
            cell.province,
            cell.listings,
            [one.province for one in line.cells(_other(side)) if one.province != cell.province],
        )
        for line in lines
        for side in Side
        for cell in line.cells(side)
    ]


def _other(side: Side) -> Side:
    return Side.DEMAND if side is Side.SUPPLY else Side.SUPPLY


def complement_columns(names: Mapping[Side, str]) -> list[Column]:
    """The columns of the complement table, whose rows are `ComplementRow`."""
    by_code = {province.code: province.name(language()) for province in provinces()}
    return [
        Column(label_of(Listing.topic_id), lambda row: get_topic(row.topic).name(language())),
        Column(label_of(Listing.side), lambda row: names[row.side]),
        Column(_l("Province/region"), lambda row: by_code.get(row.province, row.province)),
        Column(_l("Listings"), lambda row: row.listings),
        Column(
            _l("Other provinces/regions on the other side"),
            lambda row: _joined([by_code.get(code, code) for code in row.others]) or None,
        ),
    ]


def _joined(words: Iterable[str]) -> str:
    return _(", ").join(words)
