"""The sides of open deals and the liaisons of their provinces are asked how far these are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from eventmgr.event.events.models import Event, EventStatus
from eventmgr.event.events.services import lock
from eventmgr.ground.db import db
from eventmgr.ground.errors import WrongLink
from eventmgr.ground.features import is_on
from eventmgr.ground.i18n import _
from eventmgr.matchmaking.outcomes.deals.services.planning import MONTHS, plan_of
from eventmgr.matchmaking.outcomes.deals.services.recording import name_of
from eventmgr.matchmaking.outcomes.models import Deal, DealReminder, RemindedDeal
from eventmgr.matchmaking.outcomes.reminding import letters, queries
from eventmgr.matchmaking.outcomes.reminding.rounds import Round, rounds_of
from eventmgr.matchmaking.outcomes.switch import DEALS
from eventmgr.tools.log.services import SYSTEM, Act, record
from eventmgr.tools.messages.optouts.services import left_alone
from eventmgr.tools.web import tokens

LINK_ENDS = timedelta(days=180)
"""A link opens nothing any more so long after its e-mail."""
_OLDEST = timedelta(days=31 * (max(MONTHS) + 2))
_NEWEST = timedelta(days=20)


@dataclass
class Reader:
    """Somebody who may be asked, by the mailbox; as whom, and about which deals."""

    email: str
    name: str
    language: str
    province_code: str | None = None
    deals: dict[int, Deal] = field(default_factory=dict)


def ask_sides(*, at: datetime) -> int:
    """Write to everybody of whom a round is due; how many e-mails that were."""
    since, until = at - _OLDEST, at - _NEWEST
    return sum(
        _ask(event, since, until, at) for event in queries.list_asking(since=since, until=until) if is_on(DEALS, event)
    )


def _ask(event: Event, since: datetime, until: datetime, at: datetime) -> int:
    lock(event)
    plan = plan_of(event.id)
    if event.status is EventStatus.CANCELLED or not plan.months:
        return 0
    deals = queries.list_open(event.id, since=since, until=until)
    readers = _readers(event, deals)
    alone = left_alone(readers)
    asked: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for deal_id, email, months in queries.list_asked([deal.id for deal in deals]):
        asked[email].add((deal_id, months))
    number = 0
    round_of: dict[int, Round] = {}
    people: dict[int, int] = defaultdict(int)
    for email, reader in sorted(readers.items()):
        recorded = {deal.id: deal.created_at for deal in reader.deals.values()}
        rounds = rounds_of(recorded, plan.months, asked[email], at=at) if email not in alone else []
        if rounds and _write(event, reader, rounds, at):
            number += 1
            round_of |= {item.deal_id: item for item in rounds}
            for item in rounds:
                people[item.deal_id] += 1
    for deal in deals:
        if deal.id in round_of:
            changes = {"months": [None, round_of[deal.id].months], "people": [None, people[deal.id]]}
            record(Act(SYSTEM, at), "asked", deal, event_id=event.id, object_name=name_of(deal), changes=changes)
    return number


def _readers(event: Event, deals: Iterable[Deal]) -> dict[str, Reader]:
    """Mailbox → who it is; somebody who is the contact of several sides, or a liaison as well, is one reader."""
    result: dict[str, Reader] = {}
    of_province: dict[str, list[Deal]] = defaultdict(list)
    for deal in deals:
        for side in deal.parties:
            if side.contact_email:
                reader = Reader(side.contact_email, side.contact_name, side.language)
                result.setdefault(side.contact_email, reader).deals[deal.id] = deal
            if side.province_code:
                of_province[side.province_code].append(deal)
    for liaison in queries.list_speakers(event.id):
        email = liaison.email.lower()
        for deal in of_province.get(liaison.unit_code, ()):
            reader = result.setdefault(email, Reader(email, liaison.name, liaison.language))
            reader.province_code = liaison.unit_code
            reader.deals[deal.id] = deal
    return result


def _write(event: Event, reader: Reader, rounds: list[Round], at: datetime) -> bool:
    row = DealReminder(
        event_id=event.id,
        email=reader.email,
        name=reader.name,
        language=reader.language,
        province_code=reader.province_code,
        sent_at=at,
        link_version=1,
    )
    db.session.add(row)
    db.session.flush()
    if not letters.write(row, [reader.deals[item.deal_id] for item in rounds], event, at=at):
        db.session.delete(row)
        db.session.flush()
        return False
    for item in rounds:
        db.session.add(RemindedDeal(reminder_id=row.id, deal_id=item.deal_id, email=reader.email, months=item.months))
    db.session.flush()
    return True


def open_link(token: str, *, at: datetime) -> tuple[DealReminder, Event]:
    """What this link opens now.

    Raises:
        WrongLink: nothing: it is no true link, or has ended.
    """
    read = tokens.read(letters.LINK, token)
    reminder = queries.find_reminder(read[0]) if read is not None else None
    event = queries.find_event(reminder.event_id) if reminder is not None else None
    is_open = reminder is not None and event is not None and read is not None and reminder.link_version == read[1]
    if not is_open or reminder is None or event is None or reminder.sent_at + LINK_ENDS <= at:
        raise WrongLink(_("This link is invalid or has expired. Ask the organizers of the event for a new one."))
    return reminder, event
