"""The rows behind numbers about deals."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from eventmgr.event.events.models import Event
from eventmgr.matchmaking.outcomes.deals import queries
from eventmgr.matchmaking.outcomes.deals.figures import Ratios, count
from eventmgr.matchmaking.outcomes.deals.money import percent, say_amount
from eventmgr.matchmaking.outcomes.deals.services import plan_of
from eventmgr.matchmaking.outcomes.manage.filtering import read_filter
from eventmgr.matchmaking.outcomes.merging.queries import list_pairs
from eventmgr.tools.metrics.comparing import ranges
from tests.console.sample.numbers_on_pages import Marked


def filter_of(event: Event, address: str) -> queries.Filter:
    """What narrows the list of deals at this address."""
    return read_filter(event, dict(parse_qsl(urlsplit(address).query)))


def number_of(event: Event, mark: Marked, address: str) -> int:
    """How many deals stand where a number leads, or on the list that this page is; one without rows is none."""
    is_list = urlsplit(address).path.endswith("/outcomes/")
    if not mark.href and not is_list:
        return 0
    return queries.count_deals(event.id, filter_of(event, mark.href or address))[0]


def amount_of(event: Event, mark: Marked, lang: str) -> float:
    """Their amounts together, as far as the number of its words is read."""
    return first_number(say_amount(queries.count_deals(event.id, filter_of(event, mark.href))[1], lang))


def kind_of(event: Event, mark: Marked, lang: str) -> float:
    """The amounts of one kind of the deals that state it."""
    kind = filter_of(event, mark.href).kind
    assert kind is not None, mark.href
    return first_number(say_amount(sum(deal.amounts.get(kind, 0) for deal in queries.list_facts([event.id])), lang))


def ratio_of(event: Event, mark: Marked) -> float:
    """That one of the ratios of the event that it can be."""
    ratios: Ratios = count(queries.list_facts([event.id]), plan_of(event.id).counted_types).ratios
    parts = ((ratios.begun, ratios.contracts), (ratios.fulfilled, ratios.contracts), (ratios.in_place, ratios.planned))
    return mark.number if mark.number in {first_number(percent(*pair)) for pair in parts} else -1


def metrics_of(event: Event, mark: Marked) -> float:
    """How often like values are reported, of one of the lines of the event."""
    lines = [line for _heading, part in ranges(queries.list_metrics_of(event.id)).parts for line in part]
    return mark.number if mark.number in {int(line.cells[0]) for line in lines} else -1


def pairs_of(event: Event) -> int:
    """Entries that look alike and are not known to be two."""
    return len(list_pairs(event.id))


def first_number(words: str) -> float:
    """As pages are read."""
    found = re.search(r"\d+(?:\.\d)?", words)
    assert found, words
    return float(found[0])
