"""Set-based writes of policies."""

from __future__ import annotations

from sqlalchemy import delete

from eventmgr.exchange.policies.models import Policy, PolicyFile
from eventmgr.ground.db import change_rows, db


def read_again(policy: Policy) -> None:
    """Load the policy as the database has it now."""
    db.session.refresh(policy)


def delete_policy(policy: Policy) -> None:
    """Delete the policy with its files."""
    for statement in (
        delete(PolicyFile).where(PolicyFile.policy_id == policy.id),
        delete(Policy).where(Policy.id == policy.id),
    ):
        change_rows(statement)
