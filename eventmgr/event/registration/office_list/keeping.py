"""Filters of the organizers' list that another room keeps: read from an address, understood again, told in the change log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from eventmgr.event.events.derived.participant_types import types_of
from eventmgr.event.events.models import Event
from eventmgr.event.registration.counting.cube import day_offset
from eventmgr.event.registration.office_list.filtering import FILTER_PARAMETERS, ListFilter, read_filter
from eventmgr.tools.log.services import plain


def filter_of(filters: Mapping[str, str], event: Event) -> ListFilter:
    """The filter that was kept.

    Raises:
        BadValue: the list knows it no longer.
    """
    return read_filter(filters, day_offset(event), types_of(event))


def kept_filters(asked: Mapping[str, str], event: Event) -> dict[str, str]:
    """Of what an address of the list says, what narrows it.

    Raises:
        BadValue: a value is not known.
    """
    typed = {name: asked[name] for name in sorted(FILTER_PARAMETERS) if asked.get(name)}
    nothing, offset, types = ListFilter(), day_offset(event), types_of(event)
    read_filter(typed, offset, types)
    return {name: value for name, value in typed.items() if read_filter({name: value}, offset, types) != nothing}


def told_filters(filters: ListFilter, *, with_words: bool = False) -> dict[str, list[object]]:
    """What a list was narrowed by, as the change log holds it; the words looked for, which name people, only `with_words`."""
    return {
        f"filter.{name}": [None, "…" if name == "q" and not with_words else plain(value)]
        for name, value in asdict(filters).items()
        if value not in (None, "", False)
    }
