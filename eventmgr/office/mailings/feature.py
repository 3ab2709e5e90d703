"""What a team writes itself: bulk e-mails, short messages to people without an e-mail address, and the robot of its
group chat."""

from __future__ import annotations

from eventmgr.event.events import menu
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
from eventmgr.office.mailings.emails.switch import BULKMAIL
from eventmgr.office.mailings.models import BulkMail, ShortMessage
from eventmgr.office.mailings.robots import jobs as _robots  # noqa: F401 -- the same
from eventmgr.office.mailings.robots import manage as robot_pages
from eventmgr.office.mailings.robots.switch import ROBOTS
from eventmgr.office.mailings.texts import leaving as _leaving  # noqa: F401 -- the same
from eventmgr.office.mailings.texts import manage as text_pages
from eventmgr.office.mailings.texts import panels as texts
from eventmgr.office.mailings.texts.switch import TEXTING

_SENDERS = frozenset({TeamRole.OWNER, TeamRole.DEPUTY})

FEATURE = Feature(
    "mailings",
    switch=BULKMAIL,
    blueprints=(email_pages.bp,),
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
        BESIDE_LIST: emails.write_link,
        INVITING_KINDS: emails.inviting_kinds,
        OPEN_WORK: emails.open_work,
    },
    permissions={emails.PERMISSION: _SENDERS},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Bulk e-mails"), "bulkmail_manage.index", 10, menu.LETTERS, emails.PERMISSION, covers=True
        ),
    ),
)
SHORT_MESSAGES = Feature(
    "short_messages",
    switch=TEXTING,
    blueprints=(text_pages.bp,),
    typed_tables=(ShortMessage,),
    numbers={
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
    offers={WITHOUT_EMAIL: texts.way, TEXTS: texts.written_to},
    permissions={texts.PERMISSION: _SENDERS},
    menu=(
        MenuEntry(
            menu.EVENT, _l("Short messages"), "texting_manage.index", 20, menu.LETTERS, texts.PERMISSION, covers=True
        ),
    ),
)
GROUP_ROBOT = Feature(
    "group_robot",
    switch=ROBOTS,
    blueprints=(robot_pages.bp,),
    permissions={robot_pages.PERMISSION: _SENDERS},
    menu=(
        MenuEntry(
            menu.EVENT,
            _l("Group robot"),
            "grouprobots_manage.edit",
            40,
            menu.LETTERS,
            robot_pages.PERMISSION,
            covers=True,
        ),
    ),
)
