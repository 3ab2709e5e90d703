"""How long it is kept who submitted a case and who reviewed it: a week unconfirmed, six months after the decision or
the withdrawal, and eighteen after the last day of a call that nobody decides; and what is said of it."""

from __future__ import annotations

from datetime import date, datetime

from eventmgr.exchange.calls import queries, services
from eventmgr.ground.features import Due, Period, due_of
from eventmgr.ground.i18n import _, _l, _n
from eventmgr.identity.privacy.periods import months_later, unconfirmed_before
from eventmgr.tools.log.services import SYSTEM, Act

KEPT_MONTHS, GIVEN_UP_MONTHS = 6, 18


def handling() -> tuple[str, list[str]]:
    """What happens to the information of who submits a case: what it is about, and a paragraph each."""
    return _("Submitted cases"), [
        _n(
            "Your name and address are used to write to you about this case, and for nothing else; reviewers do not see them. They are deleted %(num)s month after the decision. Of a selected case it is noted for the office who has agreed to its publication.",
            "Your name and address are used to write to you about this case, and for nothing else; reviewers do not see them. They are deleted %(num)s months after the decision. Of a selected case it is noted for the office who has agreed to its publication.",
            KEPT_MONTHS,
        )
    ]


def _ends(at: datetime) -> tuple[datetime, date]:
    return months_later(at, -KEPT_MONTHS), months_later(at, -GIVEN_UP_MONTHS).date()


def _due(at: datetime) -> list[Due]:
    return due_of(queries.count_old(unconfirmed_before(at), *_ends(at)))


def _due_reviewers(at: datetime) -> list[Due]:
    return due_of(queries.count_old_reviewers(*_ends(at)))


def delete_some(at: datetime, limit: int) -> int:
    """At most `limit` submissions lose who sent them."""
    old = queries.list_old(unconfirmed_before(at), *_ends(at), limit=limit)
    for submission in old:
        services.forget(submission, act=Act(SYSTEM, at))
    return len(old)


def delete_some_reviewers(at: datetime, limit: int) -> int:
    """At most `limit` reviewers lose their names and addresses; the scores stay."""
    old = queries.list_old_reviewers(*_ends(at), limit=limit)
    for reviewer in old:
        services.forget_reviewer(reviewer, act=Act(SYSTEM, at))
    return len(old)


PERIODS = (
    Period("case_submissions", _l("People who submitted a case"), _due, delete_some),
    Period("case_reviewers", _l("People who reviewed cases"), _due_reviewers, delete_some_reviewers),
)
