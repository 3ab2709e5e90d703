"""From planned policies to rows, with what the trail says of them."""

from __future__ import annotations

from datetime import timedelta

from eventmgr.console.sample.dates import Dates
from eventmgr.console.sample.policies.planned import plan_policies
from eventmgr.console.sample.registering import Entry
from eventmgr.exchange.policies.models import Policy, PolicyState
from eventmgr.exchange.policies.services import name_of, searched
from eventmgr.ground.db import db
from eventmgr.tools.log.services import Act, Actor

_APART = timedelta(hours=7)


def add_policies(office: Actor, dates: Dates) -> list[Entry]:
    """All of them, published but the last, which is a draft; flushed. What the trail says of them."""
    entries: list[Entry] = []
    rows: list[Policy] = []
    planned = plan_policies(dates)
    for position, plan in enumerate(planned):
        at = dates.present - timedelta(days=2) - _APART * (len(planned) - position)
        is_draft = position == len(planned) - 1
        policy = Policy(
            uid=plan.uid,
            **plan.values,
            repealed_on=plan.repealed_on,
            search_text=searched(plan.values),
            state=PolicyState.DRAFT if is_draft else PolicyState.PUBLISHED,
            created_at=at,
            updated_at=at,
            published_at=None if is_draft else at,
        )
        if plan.supersedes is not None:
            policy.supersedes_id = rows[plan.supersedes].id
        db.session.add(policy)
        db.session.flush()
        rows.append(policy)
        states = {"state": [PolicyState.DRAFT.value, PolicyState.PUBLISHED.value]}
        entries.append(Entry(Act(office, at), "created", policy, None, name_of(policy)))
        if not is_draft:
            entries.append(Entry(Act(office, at), "published", policy, None, name_of(policy), states))
    return entries
