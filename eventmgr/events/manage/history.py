"""The audit trail of an event, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue

from eventmgr.errors import BadValue
from eventmgr.events.access import event_for
from eventmgr.events.manage.blueprint import bp
from eventmgr.events.panels import seen_entries
from eventmgr.i18n import _
from eventmgr.log.models import ActorKind
from eventmgr.log.queries import Recurring, Wanted, list_entries, list_recurring
from eventmgr.log.wording import kinds_in_words, lines_seen
from eventmgr.text import whole_number
from eventmgr.web.requests.parameters import query

_PAGE = 50


@dataclass(frozen=True)
class Chosen:
    """The filters as they stand in the address: `kind` is an object or `object:act`, `who` a number of an account or a
    kind of actor, `day` a date on the event's clock."""

    kind: str = ""
    who: str = ""
    day: str = ""

    @property
    def given(self) -> dict[str, str]:
        """Those that are set, for the next address."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def is_set(self) -> bool:
        """Whether any is."""
        return bool(self.given)

    def wanted(self, zone: str) -> Wanted:
        """What they ask the database for; days begin at midnight in `zone`.

        Raises:
            BadValue: one of them means nothing; the message names it.
        """
        noun, _colon, act = self.kind.partition(":")
        actor, number = self._actor()
        since, until = self._day(ZoneInfo(zone))
        return Wanted(noun or None, act or None, actor, number, since, until)

    def _actor(self) -> tuple[ActorKind | None, int | None]:
        if not self.who:
            return None, None
        number = whole_number(self.who)
        if number is not None:
            return ActorKind.USER, number
        if self.who in (ActorKind.PARTICIPANT.value, ActorKind.SYSTEM.value):
            return ActorKind(self.who), None
        raise BadValue(_("“%(value)s” is not in this change log. Choose from the list.", value=self.who[:20]))

    def _day(self, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        if not self.day:
            return None, None
        try:
            first = date.fromisoformat(self.day)
            days = (first, first + timedelta(days=1))
            begin, end = (datetime.combine(day, time(), zone).astimezone(ZoneInfo("UTC")) for day in days)
        except (ValueError, OverflowError):
            raise BadValue(_("“%(value)s” is not a valid date. Write it as 2026-04-01.", value=self.day[:20])) from None
        return begin, end


@bp.route("/events/<slug>/history/")
def history(slug: str) -> ResponseReturnValue:
    """Who changed what, when, from what to what; newest first, `before` continues; `kind`, `who` and `day` narrow it."""
    event = event_for(slug, "audit.read")
    before = query.text("before")
    number = whole_number(before)
    if before and number is None:
        raise BadValue(_("“%(value)s” is not a valid entry number. Start from the first page.", value=before[:20]))
    chosen = Chosen(query.text("kind"), query.text("who"), query.text("day"))
    entries = list_entries(event.id, wanted=chosen.wanted(event.timezone), before_id=number, limit=_PAGE + 1)
    recurring = list_recurring(event.id)
    return render_template(
        "events/manage/history.html",
        event=event,
        lines=lines_seen(seen_entries(event, entries[:_PAGE]), event.timezone),
        older=entries[_PAGE - 1].id if len(entries) > _PAGE else None,
        is_first=not before,
        chosen=chosen,
        kinds=kinds_in_words((act.object_type, act.action) for act in recurring),
        people=_people(recurring),
    )


def _people(recurring: Iterable[Recurring]) -> list[tuple[str, str]]:
    """Who acted, to choose from: accounts by name, then participants and the system."""
    kinds, accounts = set[ActorKind](), dict[int, str]()
    for act in recurring:
        kinds.add(act.actor_kind)
        if act.user_id is not None:
            accounts[act.user_id] = act.name or accounts.get(act.user_id, "")
    people = [(str(number), name or _("an account")) for number, name in accounts.items()]
    others = {ActorKind.PARTICIPANT: _("Participants"), ActorKind.SYSTEM: _("The system")}
    return sorted(people, key=lambda pair: pair[1]) + [
        (kind.value, label) for kind, label in others.items() if kind in kinds
    ]
