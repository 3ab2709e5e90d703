"""What other rooms show of a study visit: the way from the own page, open work, a person's copy, and own batches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template, url_for

from eventmgr.event.delegations.models import Liaison
from eventmgr.event.events.models import Event
from eventmgr.event.events.panels import OpenWork
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.ground.i18n import _, _n, localized
from eventmgr.programme.study_visits import queries
from eventmgr.programme.study_visits.batching import faults_of
from eventmgr.programme.study_visits.queries import Stop

READ, EDIT = "registrations.read", "visits.edit"


@dataclass(frozen=True)
class OwnStop:
    """A stop as one person visits it; `batch` counts from 1, 0 where everybody goes together or none is told yet."""

    item_id: int
    starts_at: datetime
    ends_at: datetime
    batch: int = 0
    is_refused: bool = False
    is_placed: bool = False
    """Whether a batch was found for this person."""


def own_stops(event_id: int, *, only: int | None = None) -> Mapping[int, Mapping[int, OwnStop]]:
    """Registration → stop → how this person visits it; of everybody who holds a place, or of one registration."""
    stops_of: dict[int, dict[int, OwnStop]] = {}
    for stop in queries.list_whole_stops(event_id, only=only):
        for person in stop.people:
            stops_of.setdefault(person.id, {})[stop.item.id] = own_stop(stop, person.id)
    return stops_of


def own_stop(stop: Stop, number: int) -> OwnStop:
    """How the person of that registration visits a stop."""
    batch = stop.batch_of(number)
    starts_at, ends_at = stop.window(batch) if batch is not None else (stop.item.starts_at, stop.item.ends_at)
    rank = stop.batches.index(batch) + 1 if batch is not None and len(stop.batches) > 1 else 0
    return OwnStop(
        stop.item.id, starts_at, ends_at, rank, is_refused=number in stop.refused, is_placed=batch is not None
    )


def own_way(registration: Registration) -> Link | None:
    """To the own stops, once the agenda is published."""
    if registration.status not in HOLDING or not registration.event.agenda_published:
        return None
    if not queries.list_stops(registration.event_id):
        return None
    return Link(_("Stops and findings"), url_for("visits.index", token=my_token(registration)))


def of_liaison(liaison: Liaison) -> str | None:
    """On a liaison's page: in which batch each of the own delegation visits a stop and whom its host does not admit, of
    stops that not all of them visit together, once the agenda is published."""
    event, code = liaison.event, liaison.unit_code
    if not event.agenda_published:
        return None
    parted = []
    for stop in queries.list_whole_stops(event.id):
        own = [(person, own_stop(stop, person.id)) for person in stop.people if person.unit_code == code]
        groups: dict[tuple[int, bool, datetime, datetime], list[str]] = {}
        for person, visit in own:
            key = (visit.batch, visit.is_refused, visit.starts_at, visit.ends_at)
            groups.setdefault(key, []).append(person.name)
        if any(visit.batch or visit.is_refused for _person, visit in own):
            parted.append((stop, sorted(groups.items(), key=lambda group: (group[0][1], group[0][2], group[0][0]))))
    if not parted:
        return None
    return render_template("programme/study_visits/_of_liaison.html", event=event, stops=parted)


def open_work(event: Event) -> list[OpenWork]:
    """Stops whose batches do not fit the list."""
    broken = [stop for stop in queries.list_whole_stops(event.id) if is_broken(stop)]
    if not broken:
        return []
    label = _n(
        "Batches of %(num)s stop do not fit the list", "Batches of %(num)s stops do not fit the list", len(broken)
    )
    return [OpenWork(label, url_for("visits_manage.index", slug=event.slug), EDIT, figure="visit_broken")]


def is_broken(stop: Stop) -> bool:
    """Whether somebody is to be placed, or a batch too large."""
    return not stop.is_whole and bool(faults_of(stop.problem()))


def held_of(registration_id: int) -> Sequence[Mapping[str, Any]]:
    """What somebody found at each stop, for the own copy."""
    findings = queries.list_findings_of(registration_id)
    titles = queries.list_titles(findings)
    return [
        {"stop": localized(titles[number]), "seen": row.seen, "adopt": row.adopt, "written_at": row.written_at}
        for number, row in findings.items()
    ]
