"""The accounts of the sample: an administrator, a provincial one, and a team of the seminar. None has a password.
The administrator's name reads in both languages: it stands on every page of theirs."""

from __future__ import annotations

from datetime import datetime

from eventmgr.event.events.models import Event
from eventmgr.ground.db import db
from eventmgr.identity.accounts.models import Level, User
from eventmgr.identity.accounts.queries import find_user_by_email
from eventmgr.identity.accounts.services import Account, add_user
from eventmgr.identity.team.models import TeamMember
from eventmgr.identity.team.roles import TeamRole
from eventmgr.tools.log.services import SYSTEM, Act

ORGANIZER = "organizer@example.com"
ENGLISH_ORGANIZER = "organizer.en@example.com"
_ACCOUNTS = (
    Account(ORGANIZER, "林慧 Lin Hui", Level.NATIONAL, is_admin=True, may_create_events=True),
    Account(ENGLISH_ORGANIZER, "Grace Hall", Level.NATIONAL, is_admin=True, may_create_events=True, language="en"),
    Account("national@example.com", "陈国栋", Level.NATIONAL),
    Account("shanghai@example.com", "沈佳怡", Level.PROVINCIAL, unit_code="310000", may_create_events=True),
    Account("hubei@example.com", "胡立新", Level.PROVINCIAL, unit_code="420000", may_create_events=True),
    Account("editor@example.com", "高文静", Level.ORGANIZATION),
    Account("registrar@example.com", "罗敏", Level.ORGANIZATION),
    Account("desk@example.com", "丁一诺", Level.ORGANIZATION),
    Account("viewer@example.com", "Emma Clark", Level.ORGANIZATION, language="en"),
)
_TEAM = {
    "editor@example.com": TeamRole.EDITOR,
    "registrar@example.com": TeamRole.REGISTRAR,
    "desk@example.com": TeamRole.CHECK_IN,
    "viewer@example.com": TeamRole.VIEWER,
}


def add_accounts(*, at: datetime) -> dict[str, User]:
    """Address → account; those that exist already stay as they are."""
    act = Act(SYSTEM, at)
    return {account.email: find_user_by_email(account.email) or add_user(account, act=act) for account in _ACCOUNTS}


def add_team(event: Event, accounts: dict[str, User], *, at: datetime) -> None:
    """Make the sample's accounts members of the seminar's team."""
    db.session.add_all(
        TeamMember(event_id=event.id, user_id=accounts[email].id, role=role, created_at=at)
        for email, role in _TEAM.items()
    )
