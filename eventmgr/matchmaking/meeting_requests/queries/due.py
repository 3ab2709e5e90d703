"""Reading what workers do: what expires, who is to be written to and was not; and what laws hold requests against."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, or_, select
from sqlalchemy.orm import aliased, joinedload

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.matchmaking.meeting_parties.models import MeetingParty, PartyRepresentative, PartyState
from eventmgr.matchmaking.meeting_plans.models import MeetingBlock, MeetingPlan
from eventmgr.matchmaking.meeting_requests.models import MeetingRequest, RequestState
from eventmgr.matchmaking.meeting_requests.queries.facts import _WITH_PARTIES, is_hidden

_R = MeetingRequest


class Written(NamedTuple):
    """A party that is to be written to, and about what."""

    party_id: int
    requests: tuple[MeetingRequest, ...]


def list_due_events(*, at: datetime) -> list[Event]:
    """Events at which something expires, or somebody waits for an e-mail about requests."""
    first_start = select(func.min(MeetingBlock.starts_at)).where(MeetingBlock.event_id == MeetingPlan.event_id)
    ended_at = func.coalesce(MeetingPlan.asks_until, first_start.correlate(MeetingPlan).scalar_subquery())
    waits = and_(_R.event_id == MeetingPlan.event_id, _R.state == RequestState.ASKED)
    untold = and_(_R.event_id == MeetingPlan.event_id, _R.state == RequestState.EXPIRED, _R.expiry_told_at.is_(None))
    query = (
        select(Event)
        .join(MeetingPlan, MeetingPlan.event_id == Event.id)
        .where(
            or_(
                exists().where(waits, or_(_R.expires_at <= at, _R.told_at.is_(None))),
                and_(ended_at <= at, exists().where(waits, _R.created_at < ended_at)),
                exists().where(untold),
            )
        )
    )
    return list(db.session.scalars(query.order_by(Event.id)))


def list_expired(event_id: int, *, at: datetime, ended_at: datetime | None) -> list[MeetingRequest]:
    """Open requests of the event whose time is over, by number, with both parties; of those made before requests ended,
    all."""
    over = [_R.expires_at <= at] + ([_R.created_at < ended_at] if ended_at is not None else [])
    query = select(_R).where(_R.event_id == event_id, _R.state == RequestState.ASKED, or_(*over))
    query = query.options(*_WITH_PARTIES).execution_options(populate_existing=True)
    return list(db.session.scalars(query.order_by(_R.id)))


def _by_party(rows: Sequence[MeetingRequest], *, asked: bool) -> list[Written]:
    found: dict[int, list[MeetingRequest]] = {}
    for row in rows:
        found.setdefault(row.asked_id if asked else row.asker_id, []).append(row)
    return [Written(party_id, tuple(found[party_id])) for party_id in sorted(found)]


def _active(side: SQLColumnExpression[int]) -> ColumnElement[bool]:
    return side.in_(select(MeetingParty.id).where(MeetingParty.state == PartyState.ACTIVE))


def list_untold(event: Event, *, told_before: datetime) -> list[Written]:
    """Parties that were asked and not written to about it, with these requests; those that had such an e-mail since
    `told_before` wait. Nothing that a party is not to see."""
    lately = select(_R.asked_id).where(_R.event_id == event.id, _R.told_at > told_before)
    query = (
        select(_R)
        .where(
            _R.event_id == event.id,
            _R.state == RequestState.ASKED,
            _R.told_at.is_(None),
            ~is_hidden(),
            _R.asked_id.not_in(lately),
            _active(_R.asked_id),
        )
        .options(*_WITH_PARTIES)
    )
    return _by_party(list(db.session.scalars(query.order_by(_R.id))), asked=True)


def list_untold_expiries(event: Event, *, told_before: datetime) -> list[Written]:
    """Parties whose requests have expired and that were not told, with these; as `list_untold`."""
    lately = select(_R.asker_id).where(_R.event_id == event.id, _R.expiry_told_at > told_before)
    query = (
        select(_R)
        .where(
            _R.event_id == event.id,
            _R.state == RequestState.EXPIRED,
            _R.expiry_told_at.is_(None),
            _R.asker_id.not_in(lately),
            _active(_R.asker_id),
        )
        .options(*_WITH_PARTIES)
    )
    return _by_party(list(db.session.scalars(query.order_by(_R.id))), asked=False)


def list_to_remind(event: Event, *, reminded_before: datetime) -> list[Written]:
    """Parties with requests that they see and have not answered, unless they were reminded since `reminded_before`."""
    lately = select(_R.asked_id).where(_R.event_id == event.id, _R.reminded_at > reminded_before)
    query = (
        select(_R)
        .where(
            _R.event_id == event.id,
            _R.state == RequestState.ASKED,
            ~is_hidden(),
            _R.asked_id.not_in(lately),
            _active(_R.asked_id),
        )
        .options(*_WITH_PARTIES)
    )
    return _by_party(list(db.session.scalars(query.order_by(_R.id))), asked=True)


def list_written_to(party_ids: Collection[int]) -> dict[int, list[PartyRepresentative]]:
    """Party → its representatives with an e-mail address, in its order; with party, organization and event."""
    party = joinedload(PartyRepresentative.party)
    query = select(PartyRepresentative).where(
        and_(PartyRepresentative.party_id.in_(sorted(party_ids)), func.length(PartyRepresentative.email) > 0)
    )
    query = query.options(party.joinedload(MeetingParty.organization), party.joinedload(MeetingParty.event))
    readers: dict[int, list[PartyRepresentative]] = {}
    order = (PartyRepresentative.party_id, PartyRepresentative.position, PartyRepresentative.id)
    for one in db.session.scalars(query.order_by(*order)):
        readers.setdefault(one.party_id, []).append(one)
    return readers


def list_faults() -> list[tuple[int, str]]:
    """(number of a request, what is wrong with it)."""
    asker, asked = aliased(MeetingParty), aliased(MeetingParty)
    answered = (RequestState.ACCEPTED, RequestState.DECLINED)
    conditions = {
        "its sides are not of its event": or_(asker.event_id != _R.event_id, asked.event_id != _R.event_id),
        "its two sides do not stand in their order": or_(
            (_R.first_id != _R.asker_id) & (_R.first_id != _R.asked_id),
            _R.first_id + _R.second_id != _R.asker_id + _R.asked_id,
        ),
        "it is answered and nobody has": _R.state.in_(answered) & _R.answered_at.is_(None),
        "it waits and was answered": (_R.state == RequestState.ASKED) & _R.answered_at.is_not(None),
        "it is accepted without a wish": (_R.state == RequestState.ACCEPTED) & _R.asked_wish.is_(None),
    }
    faults = []
    for fault, condition in conditions.items():
        query = select(_R.id).join(asker, asker.id == _R.asker_id).join(asked, asked.id == _R.asked_id)
        faults += [(number, fault) for number in db.session.scalars(query.where(condition).order_by(_R.id))]
    return faults
