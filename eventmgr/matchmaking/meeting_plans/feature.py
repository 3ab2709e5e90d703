"""What is planned: time, tables, helpers, rules."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import DATES, ODDITIES, SETTINGS
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.matchmaking.meeting_plans import laws, manage, panels, receivers, trail
from eventmgr.matchmaking.meeting_plans.access import DAY, EDIT, READ, TIMETABLE
from eventmgr.matchmaking.meeting_plans.menu import OFFICE
from eventmgr.matchmaking.meeting_plans.models import MeetingAssistant, MeetingHall
from eventmgr.matchmaking.meeting_plans.switch import MEETINGS

_OFFICE = frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.REGISTRAR})

FEATURE = Feature(
    "meeting_plans",
    switch=MEETINGS,
    blueprints=(manage.bp,),
    connect=receivers.connect,
    permissions={
        READ: _OFFICE | {TeamRole.EDITOR},
        EDIT: _OFFICE,
        DAY: _OFFICE | {TeamRole.CHECK_IN},
        TIMETABLE: _OFFICE | {TeamRole.EDITOR, TeamRole.CHECK_IN},
    },
    menu=(
        MenuEntry(menu.EVENT, _l("Meetings"), "meetings_manage.index", 10, menu.MEETINGS, READ, covers=True),
        MenuEntry(OFFICE, _l("Overview"), "meetings_manage.index", 0, permission=READ),
        MenuEntry(OFFICE, _l("Time and tables"), "meetings_manage.places", 60, permission=READ, below=manage.PLACES),
        MenuEntry(OFFICE, _l("Interpreters"), "meetings_manage.assistants", 70, permission=READ, below=manage.HELPERS),
        MenuEntry(OFFICE, _l("Settings"), "meetings_manage.settings", 80, permission=EDIT, below=manage.SETTINGS),
    ),
    offers={
        panels.OFFICE_STEPS: panels.office_steps,
        DATES: receivers.list_dates,
        ODDITIES: receivers.BLOCKS,
        SETTINGS: panels.settings_pages,
    },
    words=trail.WORDS,
    laws=laws.LAWS,
    numbers={
        "meeting_slots": Number(
            _l("Slots"), _l("Times at which meetings can be held, over all blocks."), "the blocks on the same page"
        ),
        "meeting_tables": Number(_l("Tables"), _l("Tables of all halls."), "the halls on the same page"),
        "meeting_places": Number(
            _l("Most meetings possible"), _l("Slots times tables: the most meetings that can be held.")
        ),
        "block_slots": Number(_l("Slots of a block"), _l("Times within one block at which meetings can be held.")),
        "plan_limits": Number(
            _l("Limits of meetings"), _l("The most meetings anybody may have, unless set otherwise.")
        ),
        "coverage_minimum": Number(_l("Least meetings of a rule"), _l("How many meetings a coverage rule requires.")),
        "assistant_limits": Number(
            _l("Limits of a helper"), _l("How many slots an interpreter or moderator works in a row, or in total.")
        ),
        "meeting_assistants": Number(_l("People"), _l("Interpreters and moderators."), "the list itself"),
    },
    typed_tables=(MeetingAssistant, MeetingHall),
)
