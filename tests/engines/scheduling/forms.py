"""An instance in its JSON form: the way back from `reading.read_instance`, for tests that make instances as values."""

from __future__ import annotations

from typing import Any

from eventmgr.engines.scheduling.instance import Assistant, Coverage, Instance, Meeting, Participant


def form_of(instance: Instance) -> dict[str, Any]:
    """Plain values; members that say nothing are left out."""
    form: dict[str, Any] = {
        "name": instance.name,
        "participants": len(instance.participants),
        "slots": instance.slots,
        "slot_tables": list(instance.slot_tables),
        "sessions": [list(session) for session in instance.sessions],
        "days": list(instance.days),
        "fairness": instance.spread,
        "absent": [sorted(participant.absent) for participant in instance.participants],
        "people": [_person(participant) for participant in instance.participants],
        "meetings": [_meeting(meeting) for meeting in instance.meetings],
        "halls": [{"name": hall.name, "tables": hall.tables} for hall in instance.halls],
        "travel": [list(row) for row in instance.travel] or None,
        "assistants": [_assistant(assistant) for assistant in instance.assistants],
        "coverage": [_coverage(rule) for rule in instance.coverage],
        "tables_lost": sorted(list(pair) for pair in instance.tables_lost),
        "now": instance.now,
    }
    return {
        name: value for name, value in form.items() if value not in ([], "", None) or name in ("fairness", "meetings")
    }


def _said(**members: Any) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value or (value == 0 and value is not False)}


def _person(person: Participant) -> dict[str, Any]:
    return _said(
        name=person.name,
        seats=person.seats,
        seat_absent=[sorted(slots) for slots in person.seat_absent],
        table=person.home_table,
        company=person.company,
        province=person.province,
        region=person.region,
        min=person.minimum,
    ) | ({} if person.maximum is None else {"max": person.maximum})


def _meeting(meeting: Meeting) -> dict[str, Any]:
    members = {name: getattr(meeting, name) for name in ("session", "fixed", "table", "seat_a", "seat_b")}
    return {
        "a": meeting.a,
        "b": meeting.b,
        "weight": meeting.weight,
        **{name: value for name, value in members.items() if value is not None},
        **_said(
            locked=meeting.locked,
            cancelled=meeting.cancelled,
            after=list(meeting.after),
            language=meeting.language,
            moderated=meeting.moderated,
        ),
    }


def _assistant(assistant: Assistant) -> dict[str, Any]:
    return _said(
        name=assistant.name,
        languages=sorted(assistant.languages),
        moderates=assistant.moderates,
        absent=sorted(assistant.absent),
        max_in_a_row=assistant.most_in_a_row,
        max=assistant.maximum,
    )


def _coverage(rule: Coverage) -> dict[str, Any]:
    return _said(name=rule.name, each=rule.each, across=rule.across, at_least=rule.at_least, distinct=rule.distinct)


def places_in(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The path of everything inside."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inner for place in ((*path, key), *places_in(item, (*path, key)))]
