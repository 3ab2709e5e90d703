"""Changing what stands in the event's own row, and the parts that are lists of codes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import available_timezones

from eventmgr.event.events import queries
from eventmgr.event.events.models import (
    Event,
    EventSector,
    EventStatus,
    EventTopic,
    InvitedUnit,
    QuotaMode,
    Series,
)
from eventmgr.event.events.services.changing import changing
from eventmgr.event.events.services.locking import touch
from eventmgr.event.events.services.moving import MOVING, Shift, move_along, shift_between
from eventmgr.event.events.services.switching import settle_features, usual_features, with_needs
from eventmgr.event.events.setup.addresses import PATTERN, slug_for
from eventmgr.event.events.signals import deadlines_moved, event_moved, parts_moved
from eventmgr.event.forms.fields import MODES, NEVER_REQUIRED, OPTIONAL
from eventmgr.event.forms.fields import mode as mode_of
from eventmgr.ground.columns import settings_of
from eventmgr.ground.db import db
from eventmgr.ground.errors import Refusal
from eventmgr.ground.i18n import Bilingual, _
from eventmgr.identity.privacy import services as privacy
from eventmgr.identity.privacy.models import PrivacyNotice
from eventmgr.tools.log.services import Act, Changes

LONGEST_EVENT = timedelta(days=366)


def edit(
    event: Event,
    values: Mapping[str, object],
    *,
    act: Act,
    move_agenda: bool = False,
    move_deadlines: bool = False,
    moves: Collection[str] = (),
) -> Changes:
    """Change settings of the event; states and lists have verbs of their own.

    Args:
        move_agenda: if the start moves, everything in the agenda moves by as much.
        move_deadlines: and so do opening and closing of registration and the other deadlines, those of rooms upstairs
        too.
        moves: keys of other parts that do (`panels.MOVES`).

    Returns:
        `{name: [from, to]}` of what changed.

    Raises:
        Refusal: the values contradict each other, or the address is fixed or taken.
    """
    unknown = values.keys() - {name for name, said in settings_of(Event).items() if said.edited}
    if unknown:
        raise ValueError(f"not editable: {sorted(unknown)}")
    watched = {*values, *(MOVING if move_deadlines else ())}
    with changing(event, watched, act=act) as changes:
        started, zone, slug, kind = event.starts_at, event.timezone, event.slug, event.kind
        for name, value in values.items():
            setattr(event, name, value)
        if event.kind is not kind:
            event.features = with_needs([*event.features, *usual_features(event.kind)])
            settle_features(event)
        if event.slug != slug:
            check_slug(event, slug)
        check_zone(event)
        shift = shift_between(started, zone, event.starts_at, event.timezone)
        if move_deadlines and event.starts_at != started:
            _move_deadlines(event, shift, act=act)
        check_rules(event)
        if move_agenda and event.starts_at != started:
            _tell_moved(event, shift, act=act)
        if moves and event.starts_at != started:
            parts_moved.send(event, shift=shift, keys=frozenset(moves), act=act)
    return changes


def move(
    event: Event,
    starts_at: datetime,
    ends_at: datetime,
    *,
    act: Act,
    move_deadlines: bool = False,
    moves: Collection[str] = (),
) -> None:
    """New dates, inside a change that is under way (`changing`); the agenda moves along, with `move_deadlines` also
    what `moving.MOVING` names, and what `moves` names.

    Raises:
        Refusal: as `edit`.
    """
    started, zone = event.starts_at, event.timezone
    event.starts_at, event.ends_at = starts_at, ends_at
    shift = shift_between(started, zone, starts_at, zone)
    if move_deadlines and starts_at != started:
        _move_deadlines(event, shift, act=act)
    check_rules(event)
    if starts_at != started:
        _tell_moved(event, shift, act=act)
        if moves:
            parts_moved.send(event, shift=shift, keys=frozenset(moves), act=act)


def _move_deadlines(event: Event, shift: Shift, *, act: Act) -> None:
    move_along(event, shift, at=act.at)
    deadlines_moved.send(event, shift=shift, act=act)


def _tell_moved(event: Event, shift: Shift, *, act: Act) -> None:
    db.session.flush()
    event_moved.send(event, shift=shift, act=act)


def check_rules(event: Event) -> None:
    """What must hold of an event's own values.

    Raises:
        Refusal: it does not; the message names the field and the way out.
    """
    if not any(event.title.values()):
        raise Refusal(_("The event needs a title in at least one language."), field="title")
    check_zone(event)
    if event.ends_at <= event.starts_at:
        raise Refusal(_("The event ends before it begins. Set a later end."), field="ends_at")
    if event.ends_at - event.starts_at > LONGEST_EVENT:
        raise Refusal(_("The event lasts longer than a year. Check both dates."), field="ends_at")
    opens, closes = event.registration_opens_at, event.registration_closes_at
    if opens and closes and closes <= opens:
        raise Refusal(
            _("Registration closes before it opens. Set a later closing time."), field="registration_closes_at"
        )
    if closes and closes > event.ends_at:
        raise Refusal(
            _("Registration closes after the event has ended. Set an earlier closing time."),
            field="registration_closes_at",
        )
    if event.changes_close_at and event.changes_close_at > event.ends_at:
        raise Refusal(
            _("Participants could change their registration after the event has ended. Set an earlier time."),
            field="changes_close_at",
        )
    if opens and opens >= event.ends_at:
        raise Refusal(
            _("Registration opens after the event has ended. Set an earlier opening time."),
            field="registration_opens_at",
        )


def check_zone(event: Event) -> None:
    """Whether the event's zone is one.

    Raises:
        Refusal: it is not.
    """
    if event.timezone not in _zones():
        raise Refusal(
            _("“%(zone)s” is not a valid time zone. Choose one from the list.", zone=event.timezone), field="timezone"
        )


@cache
def _zones() -> frozenset[str]:
    """The names of all zones: 5 ms of looking through folders, spared at each change of an event."""
    return frozenset(available_timezones())


def check_slug(event: Event, former: str) -> None:
    """Whether the event's new address may be used.

    Raises:
        Refusal: the event is public, so that its address is fixed; or it is malformed or taken.
    """
    slug = event.slug
    if event.status is not EventStatus.DRAFT:
        event.slug = former
        raise Refusal(_("The address of a published event cannot be changed."), field="slug")
    with db.session.no_autoflush:
        taken = slug in queries.list_slugs(slug)
    if not PATTERN.fullmatch(slug) or not 3 <= len(slug) <= 80:
        event.slug = former
        raise Refusal(
            _("The address needs 3 to 80 lower-case letters, digits and single hyphens, such as smart-factory-2026."),
            field="slug",
        )
    if taken:
        event.slug = former
        raise Refusal(
            _("Another event already has the address “%(slug)s”. Choose another one.", slug=slug), field="slug"
        )


def set_fields(event: Event, modes: Mapping[str, str], *, act: Act, id_purpose: Bilingual | None = None) -> Changes:
    """How the registration form asks each optional field.

    Args:
        id_purpose: what the number of an identity document is needed for; None: as it is.

    Raises:
        Refusal: a field that nobody may be forced to fill in is made required, or the number of an identity document is
            asked for without a purpose.
    """
    chosen = {name: modes[name] for name in OPTIONAL if modes.get(name) in MODES}
    for name in NEVER_REQUIRED:
        if chosen.get(name) == "required":
            raise Refusal(_("This field can only be optional: nobody may be refused for leaving it empty."), field=name)
    purpose = event.id_purpose if id_purpose is None else id_purpose
    if mode_of({**event.fields, **chosen}, "id_number") != "off" and not purpose:
        raise Refusal(
            _("Say what the identity document number is needed for, or do not ask for it."), field="id_purpose"
        )
    return edit(event, {"fields": {**event.fields, **chosen}, "id_purpose": purpose}, act=act)


def set_themes(event: Event, *, sectors: Iterable[str], topics: Iterable[str], act: Act) -> Changes:
    """The sectors (GB/T 4754 codes) and topics (ids) that the event is about."""
    with changing(event, ("sectors", "topics"), act=act) as changes:
        known = {sector.code: sector for sector in event.sectors}
        event.sectors = [known.get(code) or EventSector(code=code) for code in dict.fromkeys(sectors)]
        known_topics = {topic.topic_id: topic for topic in event.topics}
        event.topics = [known_topics.get(topic) or EventTopic(topic_id=topic) for topic in dict.fromkeys(topics)]
    return changes


def set_units(
    event: Event,
    quotas: Mapping[str, int | None],
    *,
    act: Act,
    mode: QuotaMode | None = None,
    takes_guests: bool | None = None,
) -> Changes:
    """The delegation units that are invited, with quotas (None: no quota), whether quotas bind, and whether guests
    without a delegation may register (None: as it is)."""
    with changing(event, ("units", "quota_mode", "takes_guests"), act=act) as changes:
        event.quota_mode = mode or event.quota_mode
        event.takes_guests = event.takes_guests if takes_guests is None else takes_guests
        known = {unit.unit_code: unit for unit in event.units}
        event.units = [known.get(code) or InvitedUnit(unit_code=code) for code in quotas]
        for unit in event.units:
            unit.quota = quotas[unit.unit_code]
    return changes


def find_or_add_series(name: Bilingual) -> Series:
    """The series of that name, new if there is none."""
    known = queries.list_series()
    for series in known:
        if any(series.name.get(lang) == text for lang, text in name.items()):
            return series
    series = Series(slug=slug_for(name, None, {series.slug for series in known}), name=name)
    db.session.add(series)
    db.session.flush()
    return series


def set_privacy_notice(event: Event, text: Bilingual, *, act: Act) -> PrivacyNotice:
    """The notice on personal data: a new version if the text differs from the newest, else that one.

    Raises:
        Refusal: the text is empty.
    """
    touch(event)
    return privacy.add_notice(event.id, text, act=act)
