"""Who asks whom."""

from __future__ import annotations

from eventmgr.event.events.panels import OPEN_WORK
from eventmgr.event.invitations.panels import LEAVER
from eventmgr.ground.features import Feature
from eventmgr.matchmaking.listings.panels import PARTNERS
from eventmgr.matchmaking.meeting_parties.panels import OWN_STEPS
from eventmgr.matchmaking.meeting_plans.panels import OFFICE_STEPS
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS
from eventmgr.matchmaking.meeting_requests import jobs as _jobs  # noqa: F401 -- what a worker does registers itself
from eventmgr.matchmaking.meeting_requests import (
    labels,
    laws,
    letters,
    manage,
    panels,
    periods,
    receivers,
    trail,
    views,
)
from eventmgr.matchmaking.meeting_requests.models import MeetingCall, MeetingRequest, RequestMessage

FEATURE = Feature(
    "meeting_requests",
    switch=MEETINGS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    menu=panels.MENU,
    offers={
        OFFICE_STEPS: panels.office_steps,
        OWN_STEPS: panels.own_steps,
        OPEN_WORK: panels.open_work,
        LEAVER: letters.leaver,
        panels.PARTY_NOTES: panels.calls_of,
        PARTNERS: panels.partners_of,
    },
    words=trail.WORDS,
    letters=letters.LETTERS,
    laws=laws.LAWS,
    periods=periods.PERIODS,
    numbers=labels.NUMBERS,
    typed_tables=(MeetingCall, MeetingRequest, RequestMessage),
)
