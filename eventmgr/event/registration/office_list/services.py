"""Noting who took a list out of the house and who had covered data shown; columns taken together; whom and what answers
name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from eventmgr.event.events.models import Event
from eventmgr.event.events.services import lock
from eventmgr.event.forms.kinds.naming import Candidate, meant, names_of, read_mention
from eventmgr.event.forms.questions import AskedQuestion, QuestionKind
from eventmgr.event.quotas.models import LIVE
from eventmgr.event.registration.covering import Need
from eventmgr.event.registration.filters import ListFilter
from eventmgr.event.registration.models import ColumnSet, Registration
from eventmgr.event.registration.notes import merged_into
from eventmgr.event.registration.office_list.queries import Bearer, list_bearers, list_column_sets
from eventmgr.event.registration.trail import told_filters
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import _
from eventmgr.tools.log.services import Act, difference, plain, record

MOST_SETS = 50
"""Column sets of one event."""


def note_export(
    event: Event,
    kind: str,
    filters: ListFilter,
    columns: Sequence[str],
    *,
    rows: int,
    act: Act,
    need: Need | None = None,
    uncovered: Sequence[str] = (),
    recipient: str = "",
    column_set: str = "",
) -> None:
    """One entry of the trail: an export with personal data, its filters (not the words looked for: they name people),
    its columns and how many rows it holds; which of the columns were uncovered, what for, and whom the file is for."""
    shown: dict[str, list[object]] = {}
    if column_set:
        shown["column_set"] = [None, column_set]
    if need and uncovered:
        shown |= {"uncovered": [None, ",".join(uncovered)], "why": [None, need.why], "recipient": [None, recipient]}
    record(
        act,
        "exported",
        event,
        event_id=event.id,
        object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={
            **told_filters(filters),
            "format": [None, kind],
            "columns": [None, ",".join(columns)],
            "rows": [None, rows],
            **shown,
        },
        reason=need.note if need and uncovered else "",
    )


def note_files_taken(event: Event, fields: Sequence[str], *, number: int, need: Need, act: Act) -> None:
    """One entry of the trail: files that participants have uploaded were taken together, to which questions, how many,
    what for."""
    record(
        act,
        "files_taken",
        event,
        event_id=event.id,
        object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={"uncovered": [None, ",".join(fields)], "files": [None, number], "why": [None, need.why]},
        reason=need.note,
    )


def note_revealed(event: Event, registration: Registration, fields: Sequence[str], need: Need, *, act: Act) -> None:
    """One entry of the trail: whose data was shown to whom, which fields, and what for; never the data themselves."""
    record(
        act,
        "revealed",
        registration,
        event_id=event.id,
        object_name=registration.name,
        changes={"uncovered": [None, ",".join(fields)], "why": [None, need.why]},
        reason=need.note,
    )


def note_breach(event: Event, fields: Sequence[str], *, since: datetime, until: datetime, rows: int, act: Act) -> None:
    """One entry of the trail: a list of those affected by a breach was written; which fields, of which time, how many
    people, never whom."""
    record(
        act,
        "breach_listed",
        event,
        event_id=event.id,
        object_name=event.title.get("zh") or event.title.get("en", ""),
        changes={
            "columns": [None, ",".join(fields)],
            "rows": [None, rows],
            "filter.since": [None, plain(since)],
            "filter.before": [None, plain(until)],
        },
    )


def note_former(event: Event, rows: int, *, act: Act) -> None:
    """One entry of the trail: what is set aside of people who passed their place on was written; of how many, never of
    whom."""
    name = event.title.get("zh") or event.title.get("en", "")
    record(act, "former_written", event, event_id=event.id, object_name=name, changes={"rows": [None, rows]})


def save_column_set(
    event: Event, name: str, columns: Mapping[str, Any], *, act: Act, existing: ColumnSet | None = None
) -> ColumnSet:
    """Columns get a name, or those of `existing` are chosen anew: key → head in both languages.

    Raises:
        Refusal: another set of the event has that name, or there are too many.
    """
    lock(event)
    there = list_column_sets(event.id)
    if any(other.name == name and other is not existing for other in there):
        raise Refusal(_("There is already a column set with this name. Choose another name."), field="name")
    if existing is None and len(there) >= MOST_SETS:
        raise Refusal(_("An event has at most %(num)s column sets. Delete one first.", num=MOST_SETS), field="name")
    saved = existing or ColumnSet(event_id=event.id)
    before = {"columns": ",".join(saved.columns)} if existing else {}
    saved.name, saved.columns = name, dict(columns)
    db.session.add(saved)
    db.session.flush()
    changes = difference(before, {"columns": ",".join(columns)})
    action = "changed" if existing else "created"
    record(act, action, saved, event_id=event.id, object_name=name, changes=changes)
    return saved


def remove_column_set(event: Event, column_set: ColumnSet, *, act: Act) -> None:
    """The set is no longer offered; files that were made with it stay what they are."""
    lock(event)
    record(act, "removed", column_set, event_id=event.id, object_name=column_set.name)
    db.session.delete(column_set)


def list_people_named(registration: Registration, asked: Iterable[AskedQuestion]) -> Mapping[str, Sequence[Bearer]]:
    """Field of an answered question for a person of the event → the other registrations of the event that it may mean:
    one, none, or several that cannot be told apart. One statement, a second where a number was typed."""
    mentions = {
        question.name: read_mention(str(registration.answers[question.name]))
        for question in asked
        if question.kind is QuestionKind.PERSON and registration.answers.get(question.name)
    }
    if not mentions:
        return {}
    numbers = {mention.number for mention in mentions.values() if mention.number is not None}
    into = merged_into(registration.event_id) if numbers else {}
    stands = {number: into.get(number, number) for number in numbers}
    bearers = list_bearers(registration.event_id, names_of(mentions.values()), set(stands.values()))
    others = {bearer.id: bearer for bearer in bearers if bearer.id != registration.id}
    candidates = [
        Candidate(bearer.id, bearer.person_key, bearer.organization_key, bearer.status in LIVE)
        for bearer in others.values()
    ]
    for number, end in stands.items():
        if number != end and end in others:
            candidates.append(Candidate(number, "", "", stands=True))
    return {
        name: [others[stands.get(number, number)] for number in meant(mention, candidates)]
        for name, mention in mentions.items()
    }


def list_organizations_named(registration: Registration, asked: Iterable[AskedQuestion]) -> Mapping[str, str]:
    """Field of an answered question for an organization → the name that was typed."""
    return {
        question.name: str(registration.answers[question.name])
        for question in asked
        if question.kind is QuestionKind.ORGANIZATION and registration.answers.get(question.name)
    }
