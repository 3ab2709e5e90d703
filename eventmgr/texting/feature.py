"""Short messages to people without an e-mail address."""

from __future__ import annotations

from eventmgr.events.menu import EVENT, PEOPLE
from eventmgr.features import Feature, Holding, MenuEntry, Number
from eventmgr.i18n import _l
from eventmgr.registration.notes import TEXTS, WITHOUT_EMAIL
from eventmgr.team.roles import TeamRole
from eventmgr.texting import leaving as _leaving  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.texting import manage, panels, receivers, trail
from eventmgr.texting.models import ShortMessage

FEATURE = Feature(
    "texting",
    blueprints=(manage.bp,),
    words=trail.WORDS,
    numbers={
        "texted": Number(
            _l("People sent a short message"),
            _l("People to whom a short message goes or went, of one state or in all."),
            "the page of the short message",
        ),
    },
    typed_tables=(ShortMessage,),
    connect=receivers.connect,
    holdings=(
        Holding(
            "short_messages",
            _l("Short messages"),
            {
                "text": _l("Text"),
                "state": _l("State"),
                "written_at": _l("Written on"),
                "sent_at": _l("Sent on"),
            },
            panels.held_of,
        ),
    ),
    offers={WITHOUT_EMAIL: panels.way, TEXTS: panels.written_to},
    permissions={panels.PERMISSION: frozenset({TeamRole.OWNER, TeamRole.DEPUTY})},
    menu=(MenuEntry(EVENT, _l("Short messages"), "texting_manage.index", 36, PEOPLE, panels.PERMISSION, covers=True),),
)
