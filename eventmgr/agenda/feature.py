"""The agenda of an event."""

from __future__ import annotations

from eventmgr.agenda import manage, receivers, trail, views
from eventmgr.agenda.laws import LAWS
from eventmgr.agenda.models import AgendaItem, Speaker
from eventmgr.events.menu import CONTENT, EVENT
from eventmgr.events.panels import LAST_LOOK, MAIN, ODDITIES
from eventmgr.features import Feature, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.team.roles import TeamRole

FEATURE = Feature(
    "agenda",
    numbers={
        "items": Number(_l("Agenda items"), _l("Items of the agenda and their parts."), "the organizers' agenda"),
    },
    laws=LAWS,
    typed_tables=(AgendaItem, Speaker),
    codes={"sector": (AgendaItem.sector_code,), "topic": (AgendaItem.topic_id,)},
    words=trail.WORDS,
    blueprints=(views.bp, manage.bp),
    connect=receivers.connect,
    offers={MAIN: receivers.section, LAST_LOOK: receivers.last_look, ODDITIES: receivers.SEATS},
    permissions={"agenda.edit": frozenset({TeamRole.OWNER, TeamRole.DEPUTY, TeamRole.EDITOR})},
    menu=(MenuEntry(EVENT, _l("Agenda"), "agenda_manage.index", 10, CONTENT, "event.read", covers=True),),
)
