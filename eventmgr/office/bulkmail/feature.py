"""Bulk e-mails to the registrations of an event."""

from __future__ import annotations

from eventmgr.event.events import menu
from eventmgr.event.events.panels import OPEN_WORK
from eventmgr.event.invitations.panels import LEAVER
from eventmgr.event.registration.notes import BESIDE_LIST, INVITING_KINDS
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.bulkmail import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.office.bulkmail import letters, manage, panels, receivers, trail
from eventmgr.office.bulkmail.models import BulkMail
from eventmgr.office.bulkmail.periods import PERIODS
from eventmgr.office.bulkmail.switch import BULKMAIL

FEATURE = Feature(
    "bulkmail",
    switch=BULKMAIL,
    blueprints=(manage.bp,),
    connect=receivers.connect,
    words=trail.WORDS,
    periods=PERIODS,
    typed_tables=(BulkMail,),
    numbers={
        "addressed": Number(
            _l("People to write to"),
            _l(
                "Rows of the list that can be sent an e-mail; unless a state is chosen, those whose registration is valid."
            ),
            "the list of registrations",
        ),
        "recipients": Number(
            _l("Recipients"),
            _l("People on the list of a bulk e-mail by whether it reaches them, by state and language."),
            "the list of registrations that its page links",
        ),
        "paused_mails": Number(
            _l("Paused bulk e-mails"),
            _l("Bulk e-mails that are paused until somebody continues them."),
            "the list of bulk e-mails",
        ),
    },
    offers={
        LEAVER: letters.leaver,
        BESIDE_LIST: panels.write_link,
        INVITING_KINDS: panels.inviting_kinds,
        OPEN_WORK: panels.open_work,
    },
    permissions={panels.PERMISSION: frozenset({TeamRole.OWNER, TeamRole.DEPUTY})},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Bulk e-mails"), "bulkmail_manage.index", 10, menu.LETTERS, panels.PERMISSION, covers=True
        ),
    ),
)
