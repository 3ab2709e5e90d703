"""Reading what the papers of meetings say, in a fixed number of statements."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import aliased

from eventmgr.event.events.models import Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.ground.db import db
from eventmgr.ground.i18n import _, format_date, format_time, localized
from eventmgr.identity.directory.models import Organization
from eventmgr.identity.directory.naming import name_in
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative
from eventmgr.matchmaking.meeting_parties.queries import list_representatives
from eventmgr.matchmaking.meeting_plans.models import Stage
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_blocks, list_halls, list_tables
from eventmgr.matchmaking.meeting_plans.slots import slots_of
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest
from eventmgr.matchmaking.timetables.models import Meeting, MeetingState
from eventmgr.matchmaking.timetables.papers.contents import Held, Person, Table, Time, Timetable
from eventmgr.tools import taxonomy


def get_timetable(event: Event, lang: str) -> Timetable:
    """The meetings that stand as they were published, with everything that papers say of them."""
    plan, zone = find_plan(event.id), event.timezone
    slots = slots_of(list_blocks(event.id), zone)
    times = [
        Time(
            slot.starts_at,
            slot.starts_at.astimezone(ZoneInfo(zone)).date(),
            format_time(slot.starts_at, zone),
            format_time(slot.ends_at, zone),
        )
        for slot in slots
    ]
    halls = {hall.id: localized(hall.name, lang) for hall in list_halls(event.id)}
    tables = [
        Table(table.id, str(table.number), table.hall_id, halls.get(table.hall_id, ""))
        for table in list_tables(event.id)
    ]
    held, names = _held(event, tables, times, lang)
    people = [
        Person(one.id, _name(one.name, lang), taxonomy.job_title(one.title, lang), *names[one.party_id])
        for one in list_representatives(event.id)
        if one.party_id in names
    ]
    is_final = plan is not None and plan.stage is Stage.FINAL
    return Timetable(
        get_occasion(event, lang),
        times,
        {time.day: format_date(time.day, lang) for time in times},
        tables,
        held,
        people,
        "" if is_final else _("provisional: times and tables may still change"),
    )


def _name(name: str | None, lang: str) -> str:
    """A name, on English papers with its sound; empty: nobody by name."""
    latin = taxonomy.romanized(name) if name and lang == "en" else ""
    return " ".join(part for part in (name, latin) if part)


def _rows_held(event_id: int) -> Any:
    """The statement of the meetings that are held, with names of both sides and of who sits there, by time."""
    asking_organization, asked_organization = aliased(Organization), aliased(Organization)
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    sits, faces = aliased(PartyRepresentative), aliased(PartyRepresentative)
    return (
        select(
            Meeting.starts_at,
            Meeting.ends_at,
            Meeting.table_id,
            Meeting.asker_seat_id,
            Meeting.asked_seat_id,
            MeetingRequest.asker_id,
            MeetingRequest.asked_id,
            asking_organization.name,
            asking_organization.name_en,
            asking_organization.pinyin_key,
            asked_organization.name,
            asked_organization.name_en,
            asked_organization.pinyin_key,
            sits.name,
            faces.name,
        )
        .join(MeetingRequest, MeetingRequest.id == Meeting.request_id)
        .join(asker, asker.id == MeetingRequest.asker_id)
        .join(asked, asked.id == MeetingRequest.asked_id)
        .join(asking_organization, asking_organization.id == asker.organization_id)
        .join(asked_organization, asked_organization.id == asked.organization_id)
        .outerjoin(sits, sits.id == Meeting.asker_seat_id)
        .outerjoin(faces, faces.id == Meeting.asked_seat_id)
        .where(Meeting.event_id == event_id, Meeting.state != MeetingState.CANCELLED)
        .order_by(Meeting.starts_at, Meeting.id)
    )


def _held(
    event: Event, tables: list[Table], times: list[Time], lang: str
) -> tuple[list[Held], dict[int, tuple[str, str]]]:
    """Meetings that stand, and party → (name, sort key) of all that have one; one statement."""
    of_table = {table.id: table for table in tables}
    known = {time.starts_at: time for time in times}
    zone = event.timezone
    held: list[Held] = []
    names: dict[int, tuple[str, str]] = {}
    for row in db.session.execute(_rows_held(event.id)):
        starts_at, ends_at, table_id, first, second, asker_id, asked_id = row[:7]
        table = of_table.get(table_id)
        time = known.get(starts_at) or Time(
            starts_at,
            starts_at.astimezone(ZoneInfo(zone)).date(),
            format_time(starts_at, zone),
            format_time(ends_at, zone),
        )
        both = name_in(lang, row[7], row[8]), name_in(lang, row[10], row[11])
        keys = row[9], row[12]
        names[asker_id], names[asked_id] = (both[0], keys[0]), (both[1], keys[1])
        held.append(
            Held(
                time,
                table_id,
                table.number if table else "",
                table.hall_id if table else None,
                table.hall if table else "",
                (asker_id, asked_id),
                both,
                keys,
                (first, second),
                (_name(row[13], lang), _name(row[14], lang)),
            )
        )
    return held, names
