"""Short messages to people without an e-mail address."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.registration.notes import TEXTS, WITHOUT_EMAIL
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.texting import leaving as _leaving  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.office.texting import manage, panels, receivers, trail
from eventmgr.office.texting.models import ShortMessage
from eventmgr.office.texting.switch import TEXTING

FEATURE = Feature(
    "texting",
    switch=TEXTING,
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
    menu=(
        MenuEntry(
            menu.EVENT, _l("Short messages"), "texting_manage.index", 20, menu.LETTERS, panels.PERMISSION, covers=True
        ),
    ),
)
