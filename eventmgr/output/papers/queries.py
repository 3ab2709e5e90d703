"""Collecting what documents print, in the language that is spoken (`speaking(lang)`).

The number of statements does not depend on how much there is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import select
from sqlalchemy.engine import Row

from eventmgr.event.agenda.labels import QUIET, place_of
from eventmgr.event.agenda.models import AgendaItem, ItemKind, SpeakerRole
from eventmgr.event.agenda.programme import days
from eventmgr.event.agenda.queries import list_items
from eventmgr.event.events.derived.opening import types_of
from eventmgr.event.events.labels import group_heading
from eventmgr.event.events.models import INVITES, Event
from eventmgr.event.events.queries.occasion import get_occasion
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.forms.participant_types.types import Types
from eventmgr.event.quotas.models import HOLDING
from eventmgr.event.quotas.queries import get_plan, list_quotas
from eventmgr.event.quotas.units import UnitUse, uses
from eventmgr.event.registration.asking.queries import list_group_titles
from eventmgr.event.registration.counting.queries import count_people
from eventmgr.event.registration.in_order import in_official_order, within_delegation
from eventmgr.event.registration.models import Registration
from eventmgr.event.registration.queries.rows import get_organization_column
from eventmgr.ground.db import db
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import (
    Bilingual,
    _,
    format_date,
    format_hours,
    format_instant,
    format_span,
    language,
    localized,
)
from eventmgr.ground.masking import mask_mobile
from eventmgr.on_site.signup.models import Signup, SignupState
from eventmgr.on_site.signup.queries import list_groups
from eventmgr.output.papers.choices import USUAL_CHOICE, RosterChoice
from eventmgr.output.papers.contents import (
    Agenda,
    Attendee,
    Day,
    Delegation,
    GroupList,
    GroupLists,
    Item,
    Member,
    Roster,
    Speaker,
)
from eventmgr.output.papers.look.queries import get_look
from eventmgr.tools import taxonomy
from eventmgr.tools.typesetting.names import whole
from eventmgr.tools.typesetting.occasion import Occasion

GUESTS, STAFF = "guests", "staff"
"""Where people without a delegation, and staff of whatever delegation, are gathered among the units."""
_WITHOUT_NUMBERS = RosterChoice(("organization", "title"))


def get_occasion_with_look(event: Event, lang: str) -> Occasion:
    """The head of every document about `event`, in the organizers' own look."""
    return replace(get_occasion(event, lang), look=get_look(event, lang))


def get_agenda(event: Event, lang: str) -> Agenda:
    """The agenda as it stands, published or not."""
    return Agenda(get_occasion_with_look(event, lang), list_days(event, lang), is_draft=not event.agenda_published)


def get_roster(
    event: Event,
    lang: str,
    choice: RosterChoice = USUAL_CHOICE,
    *,
    printed_at: datetime | None = None,
    people: Collection[int] | None = None,
    with_unlisted: bool = False,
) -> Roster:
    """Everybody who holds a place (confirmed, attended or absent) and did not object to the list.

    Delegations stand in official order, then guests, then staff of whatever delegation; among each people by leader,
    deputy, rank, role and pinyin. Without invited delegations people stand by province, then those from abroad.

    Args:
        people: only these registrations; the counts are those of everybody.
        with_unlisted: those too who objected to the list; for what is no list.
    """
    is_inviting = is_on(INVITES, event)
    groups: dict[str, list[Row[Any]]] = defaultdict(list)
    unlisted: Counter[str] = Counter()
    for row in _list_holding(event.id, with_answers="group" in choice.columns):
        code = STAFF if row.role == Role.STAFF else row.unit_code if is_inviting else row.province_code or ""
        if row.restricted_at is None and (with_unlisted or row.objected_at is None):
            if people is None or row.id in people:
                groups[code].append(row)
        else:
            unlisted[code] += 1
    everybody = count_people([event.id])
    used = uses(everybody.cells, list_quotas(event.id), get_plan(event)) if is_inviting else {}
    types = types_of(event)
    titles = list_group_titles(event.id) if "group" in choice.columns else {}

    def part(name: str, code: str, **more: Any) -> Delegation:
        rows = sorted(groups[code], key=within_delegation)
        return Delegation(name, tuple(_attendee(row, choice, types, titles) for row in rows), **more)

    delegations = [
        part(unit.name(lang), unit.code, unlisted=unlisted[unit.code], **_places(used.get(unit.code), choice))
        for unit in (taxonomy.units() if is_inviting else taxonomy.provinces())
        if unit.code in groups
    ]
    if "" in groups:
        delegations.append(part(_("Guests") if is_inviting else _("From abroad"), ""))
    if STAFF in groups:
        delegations.append(part(_("Staff"), STAFF, is_staff=True))
    return Roster(
        get_occasion_with_look(event, lang),
        tuple(delegations),
        everybody["provinces"].number,
        choice.columns,
        _("Printed %(when)s.", when=format_instant(printed_at, event.timezone)) if printed_at else "",
        everybody["countries"].number,
        unlisted.total(),
    )


def _places(use: UnitUse | None, choice: RosterChoice) -> dict[str, Any]:
    """What a list says of the places of a delegation."""
    return {} if use is None else {"quota": use.quota if choice.shows_quota else None, "used": use.used}


def list_attendees(event: Event, lang: str) -> list[tuple[str, Attendee]]:
    """(delegation, person) of everybody who may stand on any paper, in official order; the same lines without what
    lists count."""
    types, staff = types_of(event), _("Staff")
    rows = (row for row in _list_holding(event.id, with_answers=False) if row.restricted_at is None)
    return [
        (
            staff if row.role == Role.STAFF else group_heading(event, row.unit_code, lang),
            _attendee(row, USUAL_CHOICE, types),
        )
        for row in sorted(rows, key=in_official_order)
    ]


def get_groups(event: Event, lang: str) -> GroupLists:
    """Who has a place in which group, and who waits for one; for the doors, so without any number."""
    items = [item for item in list_items(event.id) if item.kind is ItemKind.GROUP]
    limits = {group.item_id: group.limit or 0 for group in list_groups(event.id)}
    rows: dict[tuple[int, SignupState], list[Any]] = defaultdict(list)
    for row in _list_grouped(event.id):
        rows[row.item_id, row.state].append(row)

    def members(item_id: int, state: SignupState) -> tuple[Member, ...]:
        ordered = rows[item_id, state]
        if state is SignupState.HELD:
            ordered = sorted(ordered, key=in_official_order)
        return tuple(
            Member(_attendee(row, _WITHOUT_NUMBERS, types_of(event)), _unit_name(row.unit_code, lang))
            for row in ordered
        )

    return GroupLists(
        get_occasion_with_look(event, lang),
        tuple(
            GroupList(
                title=localized(item.title, lang),
                time=format_span(item.starts_at, item.ends_at, event.timezone, lang),
                place=place_of(item, lang),
                leaders=tuple(_leaders(item, lang)),
                members=members(item.id, SignupState.HELD),
                waiting=members(item.id, SignupState.WAITING),
                limit=limits.get(item.id, 0),
            )
            for item in items
        ),
    )


def _leaders(item: AgendaItem, lang: str) -> Iterator[tuple[str, str]]:
    """(role, names) of everybody named in the item, conveners and recorders first."""
    names: dict[SpeakerRole, list[str]] = defaultdict(list)
    for one in item.speakers:
        name, origin = localized(one.name, lang), localized(one.organization, lang)
        within = f"（{origin}）" if lang == "zh" else f" ({origin})"
        names[one.role].append(whole(name) + within if origin else whole(name))
    first = (SpeakerRole.CONVENER, SpeakerRole.RECORDER)
    for role in (*first, *(role for role in SpeakerRole if role not in first)):
        if role in names:
            yield str(role.label), ("、" if lang == "zh" else ", ").join(names[role])


def _unit_name(code: str, lang: str) -> str:
    return taxonomy.get_unit(code).short(lang) if code else ""


def list_days(event: Event, lang: str) -> tuple[Day, ...]:
    """The agenda by days, published or not."""
    printed = []
    for day in days(list_items(event.id), event.timezone):
        rows = []
        for row in day.rows:
            ends_at = row.item.ends_at if row.item else max(part.ends_at for part in row.parts)
            hours = format_hours(row.starts_at, ends_at, event.timezone, lang)
            parts = tuple(_item(part, lang, event, hours) for part in row.parts)
            if row.item is None:
                rows.append(Item(time=hours, title="", parts=parts, minutes=max(part.minutes for part in parts)))
            else:
                rows.append(_item(row.item, lang, event, "", parts))
        printed.append(Day(format_date(day.date, lang), tuple(rows)))
    return tuple(printed)


def _origin(organization: str, title: str, lang: str) -> str:
    """样例研究院 院长; Director, Sample Institute."""
    parts = (organization, title) if lang == "zh" else (title, organization)
    return (" " if lang == "zh" else ", ").join(part for part in parts if part)


def _item(item: AgendaItem, lang: str, event: Event, around: str, parts: tuple[Item, ...] = ()) -> Item:
    hours = format_hours(item.starts_at, item.ends_at, event.timezone, lang)
    return Item(
        time="" if hours == around else hours,
        title=localized(item.title, lang),
        note=localized(item.note, lang),
        place=place_of(item, lang),
        track=localized(item.track.name, lang) if item.track else "",
        speakers=tuple(
            Speaker(
                role="" if speaker.role is SpeakerRole.SPEAKER else str(speaker.role.label),
                name=localized(speaker.name, lang),
                origin=_origin(
                    localized(speaker.organization, lang),
                    taxonomy.job_title(localized(speaker.title, lang), lang),
                    lang,
                ),
            )
            for speaker in item.speakers
        ),
        quiet=item.kind in QUIET,
        parts=parts,
        minutes=int((item.ends_at - item.starts_at).total_seconds()) // 60,
        is_talk=item.kind is ItemKind.TALK,
        minor=item.kind in QUIET or (item.kind is ItemKind.OTHER and not item.speakers and item.room_id is None),
    )


_PERSON = (
    *(Registration.id, Registration.name, Registration.title, Registration.role),
    *(Registration.unit_code, Registration.mobile, Registration.rank, Registration.pinyin_key),
    Registration.leadership,
    *(Registration.country_code, Registration.name_latin),
)
"""What a line about somebody needs, beside the organization in the language that is spoken."""


def list_holding(event_id: int, unit: str = "") -> frozenset[int]:
    """Numbers of the registrations that hold a place; of one delegation, or of `GUESTS` or `STAFF`."""
    registration = Registration
    query = select(registration.id).where(
        registration.event_id == event_id, registration.status.in_(HOLDING), registration.restricted_at.is_(None)
    )
    if unit == STAFF:
        query = query.where(registration.role == Role.STAFF)
    elif unit:
        query = query.where(registration.role != Role.STAFF, registration.unit_code == ("" if unit == GUESTS else unit))
    return frozenset(db.session.scalars(query))


def list_parts(event: Event, lang: str) -> dict[str, str]:
    """What a paper can be printed for → its words: delegations of which somebody holds a place, guests, staff."""
    registration = Registration
    query = select(registration.unit_code, registration.role == Role.STAFF).distinct()
    codes = {
        STAFF if is_staff else code or GUESTS
        for code, is_staff in db.session.execute(
            query.where(registration.event_id == event.id, registration.status.in_(HOLDING))
        )
    }
    parts = {unit.code: unit.name(lang) for unit in taxonomy.units() if unit.code in codes}
    return parts | {
        key: words for key, words in ((GUESTS, group_heading(event, "", lang)), (STAFF, _("Staff"))) if key in codes
    }


def _list_grouped(event_id: int) -> list[Row[Any]]:
    """Everybody who has a place in a group or waits for one, in the order in which they asked; without those who are
    only kept."""
    query = (
        select(Signup.item_id, Signup.state, *_PERSON, get_organization_column(language()))
        .join(Signup.registration)
        .where(Registration.event_id == event_id, Registration.restricted_at.is_(None))
        .order_by(Signup.asked_at, Signup.registration_id)
    )
    return list(db.session.execute(query))


def _list_holding(event_id: int, *, with_answers: bool) -> list[Row[Any]]:
    registration = Registration
    wishes = (registration.restricted_at, registration.objected_at)
    person = (*_PERSON, registration.province_code, get_organization_column(language()))
    columns = (*person, *wishes, registration.answers) if with_answers else (*person, *wishes)
    query = select(*columns).where(registration.event_id == event_id, registration.status.in_(HOLDING))
    return list(db.session.execute(query))


def _attendee(
    row: Row[Any], choice: RosterChoice, types: Types, groups: Mapping[str, Bilingual] = MappingProxyType({})
) -> Attendee:
    mobile = row.mobile if "mobile" in choice.columns else ""
    organization = row.organization_name
    if row.country_code:
        country = taxonomy.country_name(row.country_code, language())
        organization += f"（{country}）" if language() == "zh" else f" ({country})"
    latin = "" if language() == "zh" else row.name_latin or taxonomy.romanized(row.name)
    return Attendee(
        row.name,
        organization,
        taxonomy.job_title(row.title),
        str(row.leadership.label) if row.leadership else types.name(row.role),
        mobile if choice.whole_numbers or not mobile else mask_mobile(mobile),
        latin,
        localized(groups.get(str(row.answers.get("group") or ""), {})) if groups else "",
        row.id,
        row.role,
    )
