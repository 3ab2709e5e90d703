"""The agenda of an event."""

from __future__ import annotations

from eventmgr.event.agenda import manage, receivers, trail, views
from eventmgr.event.agenda.laws import LAWS
from eventmgr.event.agenda.models import AgendaItem, Speaker
from eventmgr.event.events import menu
from eventmgr.event.events.panels import LAST_LOOK, MAIN, ODDITIES
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole

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
    menu=(MenuEntry(menu.EVENT, _l("Agenda"), "agenda_manage.index", 10, menu.AGENDA, "event.read", covers=True),),
)
