"""Filters of the change log as they stand in the address, and the columns of it as a file."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from eventmgr.ground.errors import BadValue
from eventmgr.ground.features import find, vocabulary
from eventmgr.ground.i18n import _, _l, format_instant
from eventmgr.ground.text import whole_number
from eventmgr.tools.log.models import ActorKind
from eventmgr.tools.log.queries import Recurring, Wanted
from eventmgr.tools.log.wording import Change, Line


@dataclass(frozen=True)
class Chosen:
    """The filters as they stand in the address: `q` is a word, `kind` an object or `object:act`, `who` a number of an
    account or a kind of actor, `day` a date on the clock of the page."""

    q: str = ""
    kind: str = ""
    who: str = ""
    day: str = ""

    @classmethod
    def read(cls, values: Callable[[str], str]) -> Chosen:
        """From the address.

        Args:
            values: name → cleaned text (`query.text`).
        """
        return cls(*(values(name) for name in ("q", "kind", "who", "day")))

    @property
    def given(self) -> dict[str, str]:
        """Those that are set, for the next address."""
        return {name: value for name, value in vars(self).items() if value}

    @property
    def is_set(self) -> bool:
        """Whether any filter is set."""
        return bool(self.given)

    def wanted(self, zone: str, *, everywhere: bool = False, nameless: Collection[str] = ()) -> Wanted:
        """What they ask the database for; days begin at midnight in `zone`.

        Args:
            everywhere: whether the whole installation is asked, by somebody who reads everything.
            nameless: kinds of objects whose names the reader does not see, so they are not looked for either.

        Raises:
            BadValue: one of them means nothing; the message names it.
        """
        noun, _colon, act = self.kind.partition(":")
        if noun not in {"", *vocabulary().nouns} or (act and not find(vocabulary().actions, noun, act)):
            raise BadValue(_("“%(value)s” is not in this change log. Choose from the list.", value=self.kind[:20]))
        actor, number = self._actor()
        since, until = self._day(ZoneInfo(zone))
        wanted = Wanted(noun or None, act or None, actor, number, since, until)
        return wanted.containing(self.q, nameless) if not everywhere else wanted.anywhere(self.q)

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


def people_in_words(recurring: Iterable[Recurring]) -> list[tuple[str, str]]:
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


@dataclass(frozen=True)
class Column:
    """A column of the log as a file; `value` is what a workbook gets instead of the text."""

    key: str
    label: Any
    text: Callable[[Line], str]
    value: Callable[[Line], object] | None = None


def columns(zone: str, titles: Mapping[int, str] | None = None) -> list[Column]:
    """What a file says of each entry, in the reader's words, instants on the clock of `zone`.

    Args:
        titles: number → title of the events, where more than one is told of.
    """
    clock = ZoneInfo(zone)

    def title(line: Line) -> str:
        return (titles or {}).get(line.entry.event_id or 0, "")

    event = [Column("event", _l("Event"), title)] if titles is not None else []
    return [
        Column("number", _l("No."), lambda line: str(line.entry.id), lambda line: line.entry.id),
        Column(
            "time",
            _l("Time"),
            lambda line: format_instant(line.entry.at, zone),
            lambda line: line.entry.at.astimezone(clock),
        ),
        Column("who", _l("By whom"), lambda line: line.who),
        *event,
        Column("object", _l("Content"), lambda line: line.noun),
        Column("action", _l("Action"), lambda line: line.action),
        Column("name", _l("Name"), lambda line: line.name),
        Column("changes", _l("Before → after"), _changes),
        Column("reason", _l("Reason"), lambda line: line.reason),
    ]


def _changes(line: Line) -> str:
    return _("; ").join(_("%(label)s: %(value)s", label=change.label, value=_value(change)) for change in line.changes)


def _value(change: Change) -> str:
    """What did not exist before is given alone, as on the pages."""
    before = f"{change.before} → " if change.before else ""
    return before + (change.after or _("nothing"))


def say_columns(value: object) -> str:
    """The keys of columns that an export had, in words."""
    labels = {column.key: column.label for column in columns("UTC", {})}
    return _(", ").join(str(labels.get(key, key)) for key in str(value).split(","))
