"""Every text of a document's contents with the place where it stands, for the search for missing characters. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eventmgr.output.papers.contents import ActionItem, Agenda, Attendee, Day, Item
from eventmgr.tools.typesetting.occasion import Occasion

Placed = tuple[str, str]
"""(place, text); the place is what a reader would look for: a person's name, a title."""


def occasion_texts(occasion: Occasion) -> Iterator[Placed]:
    """The head of a document."""
    yield occasion.title, occasion.title + occasion.place
    yield from ((names, names) for _role, names in occasion.hosts)


def agenda_texts(agenda: Agenda) -> Iterator[Placed]:
    """All texts of the agenda: head, items and speakers."""
    yield from occasion_texts(agenda.occasion)
    yield from day_texts(agenda.days)


def day_texts(days: Iterable[Day]) -> Iterator[Placed]:
    """Items and speakers of an agenda."""
    for day in days:
        for item in day.items:
            yield from _item_texts(item)


def attendee_texts(attendees: Iterable[tuple[str, Attendee]]) -> Iterator[Placed]:
    """The names on the list, each with the delegation."""
    for delegation, one in attendees:
        yield f"{one.name} · {delegation}", one.name + one.latin + one.organization + one.title


def action_item_texts(action_items: Iterable[ActionItem]) -> Iterator[Placed]:
    """What was concluded, and by whom it is done."""
    return ((one.text, one.text + one.owner) for one in action_items)


def _item_texts(item: Item) -> Iterator[Placed]:
    yield item.title, item.title + item.note + item.place + item.track
    for speaker in item.speakers:
        yield speaker.name, speaker.name + speaker.origin
    for part in item.parts:
        yield from _item_texts(part)
