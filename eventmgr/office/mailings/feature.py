"""What a team writes itself: bulk e-mails, short messages to people without an e-mail address, and the robot of its group chat."""

from __future__ import annotations

from eventmgr.event.events.menu import EVENT, PEOPLE
from eventmgr.event.events.panels import OPEN_WORK
from eventmgr.event.invitations.panels import LEAVER
from eventmgr.event.registration.notes import BESIDE_LIST, INVITING_KINDS, TEXTS, WITHOUT_EMAIL
from eventmgr.ground.features import Feature, Holding, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.roles import TeamRole
from eventmgr.office.mailings import receivers, trail
from eventmgr.office.mailings.emails import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.office.mailings.emails import letters
from eventmgr.office.mailings.emails import manage as email_pages
from eventmgr.office.mailings.emails import panels as emails
from eventmgr.office.mailings.emails.periods import PERIODS
from eventmgr.office.mailings.models import BulkMail, ShortMessage
from eventmgr.office.mailings.robots import jobs as _robots  # noqa: F401 -- the same
from eventmgr.office.mailings.robots import manage as robot_pages
from eventmgr.office.mailings.texts import leaving as _leaving  # noqa: F401 -- the same
from eventmgr.office.mailings.texts import manage as text_pages
from eventmgr.office.mailings.texts import panels as texts

_SENDERS = frozenset({TeamRole.OWNER, TeamRole.DEPUTY})

FEATURE = Feature(
    "mailings",
    blueprints=(email_pages.bp, text_pages.bp, robot_pages.bp),
    connect=receivers.connect,
    words=trail.WORDS,
    periods=PERIODS,
    typed_tables=(BulkMail, ShortMessage),
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
        "texted": Number(
            _l("People sent a short message"),
            _l("People to whom a short message goes or went, of one state or in all."),
            "the page of the short message",
        ),
    },
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
            texts.held_of,
        ),
    ),
    offers={
        LEAVER: letters.leaver,
        BESIDE_LIST: emails.write_link,
        INVITING_KINDS: emails.inviting_kinds,
        OPEN_WORK: emails.open_work,
        WITHOUT_EMAIL: texts.way,
        TEXTS: texts.written_to,
    },
    permissions={
        emails.PERMISSION: _SENDERS,
        texts.PERMISSION: _SENDERS,
        robot_pages.PERMISSION: _SENDERS,
    },
    menu=(
        MenuEntry(EVENT, _l("Bulk e-mails"), "bulkmail_manage.index", 35, PEOPLE, emails.PERMISSION, covers=True),
        MenuEntry(EVENT, _l("Short messages"), "texting_manage.index", 36, PEOPLE, texts.PERMISSION, covers=True),
        MenuEntry(EVENT, _l("Group robot"), "grouprobots_manage.edit", 60, PEOPLE, robot_pages.PERMISSION, covers=True),
    ),
)
