"""What a new study visit begins with, what a copy takes along, what goes when a person is forgotten, and whose calendar
changes because hosts admit the person otherwise than before."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from flask import Flask

from eventmgr.event.agenda.models import AgendaItem, ItemKind
from eventmgr.event.agenda.signals import item_added, item_changed, items_copied, items_made
from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.events.services import switch_on
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.signals import registration_changed, registrations_forgotten
from eventmgr.programme.study_visits import queries, services
from eventmgr.programme.study_visits.switch import VISITS
from eventmgr.tools.log.services import Act, Changes


def connect(_app: Flask) -> None:
    """Listen to what happens downstairs."""
    item_added.connect(_on_item)
    item_changed.connect(_on_item)
    items_made.connect(_on_made)
    items_copied.connect(_on_copied)
    registration_changed.connect(_on_registration_changed)
    registrations_forgotten.connect(_on_forgotten)


def _on_item(item: AgendaItem, *, event: Event, **_more: object) -> None:
    if item.kind is ItemKind.VISIT:
        switch_on(event, VISITS.name)


def _on_made(event: Event, *, items: Sequence[AgendaItem], act: Act, **_more: object) -> None:
    if event.kind is EventKind.STUDY_VISIT:
        for item in items:
            if item.kind is ItemKind.VISIT:
                services.set_stop(event, item, services.StopDraft(rules=services.USUAL_RULES), act=act)


def _on_copied(copy: Event, *, source: Event, items: Mapping[int, AgendaItem], act: Act, **_more: object) -> None:
    services.copy_stops(copy, source, items, act=act)


def _on_registration_changed(
    registration: Registration, *, event: Event, act: Act, changes: Changes | None = None, **_more: object
) -> None:
    told = {name: pair[0] for name, pair in (changes or {}).items() if name in services.ASKED_BY_HOSTS}
    if told:
        services.tell_admitted(event, registration, told, at=act.at)


def _on_forgotten(ids: Collection[int], *, sealed_only: bool, **_more: object) -> None:
    if not sealed_only:
        services.forget_findings(queries.list_own_findings(ids))
