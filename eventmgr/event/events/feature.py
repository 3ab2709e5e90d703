"""Events, the pages of their teams, and their letters."""

from __future__ import annotations

from eventmgr.event.events import jobs as _jobs  # noqa: F401 -- what a worker does registers itself when it is imported
from eventmgr.event.events import letters, manage, menu, models, trail, views
from eventmgr.event.events.access import if_open, look_on, may, narrow_trail
from eventmgr.event.events.derived import opening
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.labels import group_heading, invited_units
from eventmgr.event.events.models import EventKind
from eventmgr.event.events.panels import BAR, TRAIL, bars
from eventmgr.event.events.queries import ADDRESSES, get_event_numbered
from eventmgr.event.forms.participant_types.labels import badge_words
from eventmgr.ground.features import Feature, MenuEntry, Number
from eventmgr.ground.i18n import _l
from eventmgr.identity.team.access import BY_LEVEL
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.messages.services import EVENTS
from eventmgr.tools.web.rendering.menus import ACCOUNT, ADMINISTRATORS
from eventmgr.tools.web.responses.stamps import Scope
from eventmgr.tools.web.sitemap import SITEMAP, Addresses, pages

_HEADS = frozenset({TeamRole.OWNER, TeamRole.DEPUTY})
_EDITORS, _OFFICE = _HEADS | {TeamRole.EDITOR}, _HEADS | {TeamRole.REGISTRAR}
_SETTINGS = frozenset({"events_manage.section"})
_NOTICES = frozenset({f"events_manage.{page}" for page in ("new_notice", "edit_notice", "remove_notice")})
_FILES = frozenset({f"events_manage.{page}" for page in ("edit_file", "remove_file")})


def kind_name(kind: EventKind) -> str:
    """A kind of event in the language spoken."""
    return str(kind.label)


FEATURE = Feature(
    "events",
    numbers={
        "events": Number(
            _l("Events"), _l("Events that the signed-in account may view."), "the list of my events, by state"
        ),
        "capacity": Number(_l("Capacity"), _l("Places at the event, according to its settings.")),
        "quota": Number(_l("Quota"), _l("Places of a delegation, according to the event's settings.")),
        "invited": Number(
            _l("Invited delegations"),
            _l("Delegations invited to the event, according to its settings."),
            "the invited delegations on the page of the event",
        ),
    },
    typed_tables=(
        *(models.Event, models.HostBody, models.RegionSet, models.Track, models.Venue, models.Room, models.Deadline),
        *(models.Notice, models.Attachment, models.Series),
    ),
    codes={
        "province": (models.Event.province_code,),
        "unit": (models.InvitedUnit.unit_code,),
        "sector": (models.EventSector.code,),
        "topic": (models.EventTopic.topic_id,),
    },
    scopes={
        "facts": Scope("SELECT 'event:' || id, page_version FROM event WHERE slug = ?", argument="slug"),
        "programme": Scope("SELECT 'event:' || id, programme_version FROM event WHERE slug = ?", argument="slug"),
        "site": Scope("SELECT 'site', value FROM site_revision WHERE scope = ?", constant="site"),
    },
    words=trail.WORDS,
    offers={
        SITEMAP: pages(Addresses("events", "events.show", ADDRESSES)),
        BAR: manage.mailings.bar,
        BY_LEVEL: look_on,
        EVENTS: get_event_numbered,
        TRAIL: narrow_trail,
    },
    blueprints=(views.bp, manage.bp, letters.bp),
    permissions={
        "event.read": frozenset(TeamRole),
        "event.edit": _EDITORS,
        "event.publish": _EDITORS,
        "event.cancel": frozenset({TeamRole.OWNER}),
        "letters.read": _OFFICE,
        "letters.send": _OFFICE,
        "letters.decide": _EDITORS | _OFFICE,
        "handover.write": frozenset(TeamRole) - {TeamRole.VIEWER},
        "audit.read": frozenset(TeamRole),
        "audit.export": _OFFICE,
    },
    menu=(
        MenuEntry(menu.EVENT, _l("Overview"), "events_manage.overview", 10, menu.OVERVIEW, permission="event.read"),
        MenuEntry(
            menu.EVENT,
            _l("Settings"),
            "events_manage.edit",
            10,
            menu.SETTINGS,
            permission="event.edit",
            below=_SETTINGS,
        ),
        MenuEntry(
            menu.EVENT, _l("Sent e-mails"), "letters_manage.index", 30, menu.LETTERS, "letters.read", covers=True
        ),
        MenuEntry(menu.EVENT, _l("Members"), "events_manage.team", 10, menu.TEAM, "team.read"),
        MenuEntry(menu.EVENT, _l("Notices"), "events_manage.notices", 20, menu.DOCUMENTS, "event.edit", below=_NOTICES),
        MenuEntry(menu.EVENT, _l("Files"), "events_manage.files", 30, menu.DOCUMENTS, "event.edit", below=_FILES),
        MenuEntry(menu.EVENT, _l("Handover"), "events_manage.handover", 20, menu.TEAM, "event.read"),
        MenuEntry(menu.EVENT, _l("Change log"), "events_manage.history", 30, menu.TEAM, "audit.read"),
        MenuEntry(ACCOUNT, _l("My events"), "events_manage.index", 5),
        MenuEntry(ACCOUNT, _l("Account e-mails"), "letters_manage.site_index", 30, permission=ADMINISTRATORS),
    ),
    letters=manage.team.LETTERS,
    connect=manage.asking.connect,
    template_names={
        "types_of": types_of,
        "badge_words": badge_words,
        "kind_name": kind_name,
        "group_heading": group_heading,
        "invited_units": invited_units,
        "may": may,
        "if_open": if_open,
        "bars": bars,
        "standstill": manage.mailings.standstill,
        "fee_in_words": opening.fee_in_words,
        "price_in_words": opening.price_in_words,
        "who_may_register": opening.who_may_register,
    },
)
"""Kept pages depend on: an event without its counts of people; agenda, calendars and printed agenda; all events. What
depends on counts, too, is a scope of the room that counts."""
