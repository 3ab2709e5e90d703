"""Entries of timetables in the menus of meetings, and places on their pages that rooms upstairs fill."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from flask import render_template, url_for

from eventmgr.event.events.models import Event, EventKind
from eventmgr.event.events.panels import Oddity, OddityRule
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.notes import Link
from eventmgr.ground import clock
from eventmgr.ground.features import MenuEntry, Panel, offered
from eventmgr.ground.i18n import _, _l, _n, format_instant, language, localized
from eventmgr.matchmaking.meeting_parties.access import Acting
from eventmgr.matchmaking.meeting_parties.availability import agenda_spans_of
from eventmgr.matchmaking.meeting_parties.models import PartyRepresentative
from eventmgr.matchmaking.meeting_plans.access import READ
from eventmgr.matchmaking.meeting_plans.menu import OFFICE, PARTY
from eventmgr.matchmaking.meeting_plans.models import MeetingPlan, Stage
from eventmgr.matchmaking.meeting_plans.panels import Step
from eventmgr.matchmaking.meeting_plans.queries import find_plan, list_tables
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.queries import find_first_start
from eventmgr.matchmaking.meeting_requests.rules import Timing, timing_of
from eventmgr.matchmaking.timetables.models import MeetingState
from eventmgr.matchmaking.timetables.queries import (
    count_standing,
    count_to_come,
    find_last_publication,
    find_meeting,
    is_to_come,
    list_drafts,
    list_meetings_of_party,
    list_to_come,
)

MENU = (
    MenuEntry(OFFICE, _l("Timetable"), "meetings_timetables.index", 50, permission=READ, covers=True),
    MenuEntry(PARTY, _l("Timetable"), "meetings_own_timetable.index", 50, covers=True),
)

OWN_CALENDAR = Panel[Callable[[PartyRepresentative], Link]]("a representative's calendar")
"""The way from a party's timetable to a calendar of the representative's meetings."""


def office_steps(event: Event, plan: MeetingPlan) -> list[Step]:
    """How far the timetable is."""
    drafts = list_drafts(event.id)
    address = url_for("meetings_timetables.index", slug=event.slug)
    if plan.stage is not Stage.NONE:
        meetings, parties = count_standing(event.id)
        sentence = _(
            "%(meetings)s meetings of %(parties)s organizations are published.", meetings=meetings, parties=parties
        )
    elif drafts:
        sentence = _n("%(num)s draft, none published yet.", "%(num)s drafts, none published yet.", len(drafts))
    else:
        sentence = _("No draft yet.")
    return [Step(_("Timetable"), sentence, address, plan.stage is Stage.FINAL)]


def own_steps(acting: Acting, plan: MeetingPlan | None) -> list[Step]:
    """A party's timetable, provisional or final, and since when; once requests have closed, that it is being made."""
    if plan is None:
        return []
    event, address = acting.event, url_for("meetings_own_timetable.index", token=acting.token)
    if plan.stage is Stage.NONE:
        is_made = timing_of(plan, find_first_start(event.id), at=clock.now()) is Timing.OVER
        sentence = _("The organizers are preparing it. You will get an e-mail once it is published.")
        return [Step(_("Timetable"), sentence, is_later=True)] if is_made else []
    number = sum(one.state is not MeetingState.CANCELLED for one in list_meetings_of_party(acting.party.id))
    last = find_last_publication(event.id)
    when = format_instant(last.published_at, event.timezone, language()) if last is not None else ""
    meetings = _n("%(num)s meeting", "%(num)s meetings", number)
    sentence = (
        _("Published on %(when)s: %(meetings)s.", when=when, meetings=meetings)
        if plan.stage is Stage.FINAL
        else _(
            "Published provisionally on %(when)s: %(meetings)s. Times may still change.", when=when, meetings=meetings
        )
    )
    return [Step(_("Timetable"), sentence, address, is_done=True)]


def placed(acting: Acting, request: MeetingRequest) -> str | None:
    """When and where the meeting of an accepted request is, once the timetable has been published."""
    if request.state is not RequestState.ACCEPTED:
        return None
    plan, meeting = find_plan(acting.event.id), find_meeting(request.id)
    if plan is None or plan.stage is Stage.NONE or meeting is None or meeting.state is MeetingState.CANCELLED:
        return None
    table = next((one.number for one in list_tables(acting.event.id) if one.id == meeting.table_id), None)
    return render_template(
        "matchmaking/timetables/_placed.html",
        event=acting.event,
        meeting=meeting,
        table=table,
        is_final=plan.stage is Stage.FINAL,
        address=url_for("meetings_own_timetable.index", token=acting.token),
    )


def public_numbers(event: Event) -> str | None:
    """On the event's page: how many meetings there are, once they are final; numbers only."""
    if event.kind is not EventKind.MATCHMAKING:
        return None
    plan = find_plan(event.id)
    if plan is None or plan.stage is not Stage.FINAL:
        return None
    meetings, parties = count_standing(event.id)
    return (
        render_template("matchmaking/timetables/_public.html", meetings=meetings, parties=parties) if meetings else None
    )


def calendars_of(representative: PartyRepresentative | None) -> list[Link]:
    """The ways to a calendar of their meetings; none for a liaison, who has no meetings."""
    return [tell(representative) for tell in offered(OWN_CALENDAR)] if representative is not None else []


def oddities(event: Event) -> list[Oddity]:
    """Meetings to come of people who are needed in an item of the agenda at that time."""
    meetings = list_to_come(event.id, after=clock.now())
    if not meetings:
        return []
    busy, listed = agenda_spans_of(event).representatives, []
    for starts_at, ends_at, seat_id, name in meetings:
        for span in busy.get(seat_id, ()):
            if span.starts_at < ends_at and starts_at < span.ends_at:
                text = _(
                    "%(name)s has a meeting at %(when)s and is needed in “%(title)s” at that time: move one of them, or report %(name)s absent from meetings for that time.",
                    name=name,
                    when=format_instant(starts_at, event.timezone, year=False),
                    title=localized(span.what),
                )
                address = url_for("meetings_timetables.index", slug=event.slug)
                listed.append(Oddity(text, address, READ))
    return listed


SPEAKERS = OddityRule(lambda event: is_to_come(event.id, after=clock.now()), oddities)


def lost_meetings(registrations: Sequence[Registration], reader: str) -> str:
    """What becomes of the meetings that people whose registrations end still have."""
    number = count_to_come([row.id for row in registrations], after=clock.now())
    if not number:
        return ""
    if reader == "own":
        return _n(
            "You still have %(num)s meeting. A colleague who is free and also represents your "
            "organization takes it over; otherwise nobody comes for your side, and the partner is "
            "notified.",
            "You still have %(num)s meetings. Colleagues who are free and also represent your "
            "organization take them over; otherwise nobody comes for your side, and the partners are "
            "notified.",
            number,
        )
    return _n(
        "%(num)s meeting is still to come. A colleague who is free and represents the same "
        "organization takes it over; otherwise nobody comes for that side, and the partner is "
        "notified.",
        "%(num)s meetings are still to come. Colleagues who are free and represent the same "
        "organization take them over; otherwise nobody comes for that side, and the partners are "
        "notified.",
        number,
    )
