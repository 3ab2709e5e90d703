"""What is planned follows its event: moved, copied, with other dates, without an agenda item."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, url_for

from eventmgr.event.agenda.models import AgendaItem
from eventmgr.event.agenda.signals import item_removed
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import Oddity, OddityRule
from eventmgr.event.events.signals import deadlines_moved, event_changed, event_cloned, event_moved
from eventmgr.ground import clock
from eventmgr.ground.i18n import _, format_span, localized
from eventmgr.matchmaking.meeting_plans import queries, services
from eventmgr.matchmaking.meeting_plans.access import EDIT
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock
from eventmgr.tools.log.services import Act, Changes


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    event_moved.connect(_on_moved)
    event_changed.connect(_on_changed)
    event_cloned.connect(_on_cloned)
    deadlines_moved.connect(_on_deadlines_moved)
    item_removed.connect(_on_item_removed)


def list_dates(event: Event) -> list[tuple[str, datetime]]:
    """(words, instant) of what moves along with the deadlines of the event."""
    return services.list_dates(event, at=clock.now())


def oddities(event: Event) -> list[Oddity]:
    """Blocks of time over items for everybody that are not among those during which nobody meets."""
    plan = queries.find_plan(event.id)
    common = set(plan.common_items) if plan else set()
    covered: dict[MeetingBlock, list[str]] = {}
    for block, number, title in queries.list_covered(event.id) if plan else ():
        if number not in common:
            covered.setdefault(block, []).append(localized(title))
    return [
        Oddity(
            _(
                "Meetings are planned %(when)s, at the same time as %(titles)s: move the block, or "
                "choose these items in the settings of meetings as agenda items without meetings.",
                when=format_span(block.starts_at, block.ends_at, event.timezone),
                titles=_(", ").join(_("“%(title)s”", title=title) for title in titles),
            ),
            url_for("meetings_manage.block", slug=event.slug, block_id=block.id),
            EDIT,
        )
        for block, titles in covered.items()
    ]


BLOCKS = OddityRule(queries.is_covered, oddities)


def _on_moved(event: Event, *, shift: Callable[[datetime], datetime], **_more: object) -> None:
    services.move_blocks(event, shift)


def _on_changed(event: Event, *, changes: Changes, **_more: object) -> None:
    if changes.keys() & {"starts_at", "ends_at"}:
        services.check_inside(event)


def _on_cloned(copy: Event, *, source: Event, days: int, act: Act, **_more: object) -> None:
    services.copy_plan(copy, source, days=days, act=act)


def _on_deadlines_moved(event: Event, *, shift: Callable[[datetime], datetime], act: Act) -> None:
    services.move_dates(event, shift, act=act)


def _on_item_removed(item: AgendaItem, *, event: Event, **_more: object) -> None:
    services.forget_item(event.id, item.id)
