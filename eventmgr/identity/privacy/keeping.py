"""What is kept for a time, declared: which rows, after what instant and for how long, and what becomes of them then.

A room declares it in its `periods.py`; this module asks what is due and ends it. Rows of events of which nothing is
deleted for now (`held_events`) are never due.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, delete, func, inspect, literal, tuple_, union_all, update
from sqlalchemy.orm import InstrumentedAttribute

from eventmgr.ground.db import db
from eventmgr.ground.enums import Label
from eventmgr.ground.features import Due, Period, held_events
from eventmgr.identity.privacy.periods import months_later


@dataclass(frozen=True)
class Rows:
    """Rows of one table and what becomes of them: they are deleted, unless `values` or `forget` is given.

    Args:
        query: a select of one model, joined to its event where it has one.
        values: columns that are set instead, so that the rows are no longer found.
        forget: what is done with the rows instead, where one statement is not enough.
    """

    query: Select[Any]
    values: Mapping[str, Any] | None = None
    forget: Callable[[Sequence[Any], datetime], None] | None = None

    def columns(self, *columns: Any) -> Select[Any]:
        """These columns of the rows."""
        return self.query.with_only_columns(*columns, maintain_column_froms=True)

    def end_some(self, which: ColumnElement[bool], at: datetime, limit: int) -> int:
        """End the first `limit` of those rows; how many it was."""
        model = self.query.column_descriptions[0]["entity"]
        key = inspect(model).primary_key
        if self.forget is not None:
            found = db.session.scalars(self.query.where(which).order_by(*key).limit(limit)).all()
            if found:
                self.forget(found, at)
            return len(found)
        change = delete(model) if self.values is None else update(model).values(self.values)
        first = self.columns(*key).where(which).order_by(*key).limit(limit)
        return len(db.session.execute(change.where(tuple_(*key).in_(first)).returning(*key)).all())


def kept_after_event(
    key: str,
    label: Label,
    *rows: Rows,
    after: InstrumentedAttribute[datetime],
    months: int | InstrumentedAttribute[int],
) -> Period:
    """Kept for so many months after the event has ended; both are columns of the event, or `months` is a number."""
    kind = _AfterEvent(rows, after, literal(months) if isinstance(months, int) else months)
    return Period(key, label, kind.list_due, kind.delete_some)


class _Over(NamedTuple):
    """An event of which something is due."""

    ends_at: datetime
    event_id: int
    slug: str
    until: datetime


@dataclass(frozen=True)
class _AfterEvent:
    rows: Sequence[Rows]
    after: InstrumentedAttribute[datetime]
    months: ColumnElement[int] | InstrumentedAttribute[int]

    @property
    def event(self) -> Any:
        """The model of events, which no room so low can name."""
        return self.after.class_

    def list_due(self, at: datetime) -> list[Due]:
        return [Due(over.slug, over.until, number) for over, number in self._list_over(at)]

    def delete_some(self, at: datetime, limit: int) -> int:
        done = 0
        for over, _number in self._list_over(at):
            for rows in self.rows:
                if done < limit:
                    done += rows.end_some(self.event.id == over.event_id, at, limit - done)
        return done

    def _list_over(self, at: datetime) -> list[tuple[_Over, int]]:
        """Events whose rows are due and how many each has, the first that ended first."""
        columns = self.after, self.event.id, self.event.slug, self.months, func.count()
        ended = self.after < at, self.event.id.not_in(held_events())
        counts = [rows.columns(*columns).where(*ended).group_by(self.event.id) for rows in self.rows]
        numbers: Counter[_Over] = Counter()
        found = db.session.execute(union_all(*counts) if len(counts) > 1 else counts[0])
        for ends_at, event_id, slug, months, number in found:
            numbers[_Over(ends_at, event_id, slug, months_later(ends_at, months))] += number
        return sorted((over, number) for over, number in numbers.items() if over.until <= at)


def kept_by_age(
    key: str,
    label: Label,
    rows: Rows,
    *,
    since: InstrumentedAttribute[datetime],
    lasts: timedelta | Callable[[], timedelta],
    event: type[Any] | None = None,
) -> Period:
    """Kept for so long after an instant of each row; `event` is given where the rows are joined to one."""
    kind = _ByAge(rows, since, lasts if callable(lasts) else lambda: lasts, event)
    return Period(key, label, kind.list_due, kind.delete_some)


@dataclass(frozen=True)
class _ByAge:
    rows: Rows
    since: InstrumentedAttribute[datetime]
    lasts: Callable[[], timedelta]
    event: Any

    def list_due(self, at: datetime) -> list[Due]:
        scope = (self.event.id, self.event.slug) if self.event else ()
        query = self.rows.columns(*scope, func.min(self.since), func.count()).where(self._is_over(at))
        found = db.session.execute(query.group_by(*scope).order_by(*scope)).all()
        return [Due(slug[-1] if slug else "", first + self.lasts(), n) for *slug, first, n in found if n]

    def delete_some(self, at: datetime, limit: int) -> int:
        return self.rows.end_some(self._is_over(at), at, limit)

    def _is_over(self, at: datetime) -> ColumnElement[bool]:
        is_over = self.since <= at - self.lasts()
        return is_over & self.event.id.not_in(held_events()) if self.event else is_over
