"""What refers to an organization follows it when two are merged, whatever room it is of."""

from __future__ import annotations

import pytest

from eventmgr.ground.db import db, transaction
from eventmgr.matchmaking.organizations import services, statements
from eventmgr.tools.log.services import SYSTEM, Act
from tests.exchange.cases.factories import make_case
from tests.exchange.entries.factories import make_entry
from tests.factories import NOON, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")
ACT = Act(SYSTEM, NOON)
BY_THEMSELVES = {
    "organization": "other names, told apart in `move`",
    "organization_profile": "one for each organization, told apart in `move`",
    "profile_keeper": "goes with the profile",
    "meeting_party": "one at an event, told apart in `move`",
    "organization_merge": "the record of merges",
    "two_organizations": "what was found to be two",
    "imported_row": "what a sheet said stays as it was read",
}


def test_cases_and_entries_follow_an_organization_that_is_merged_and_come_back(app):
    stays, goes = make_organization("甲样例有限公司"), make_organization("乙样例有限公司")
    case, entry = make_case(goes), make_entry(organization_id=goes.id)
    with transaction():
        merge = services.merge(stays, goes, set(), seen=services.seen_of(stays, goes), act=ACT)
    db.session.expire_all()
    assert (case.organization_id, entry.organization_id) == (stays.id, stays.id)
    with transaction():
        services.part(merge, act=ACT)
    db.session.expire_all()
    assert (case.organization_id, entry.organization_id) == (goes.id, goes.id)


def test_no_table_that_refers_to_organizations_is_forgotten(app):
    refer = {
        table.name
        for table in db.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "organization"
    }
    moved = {model.__tablename__ for model in statements.list_referring().values()}

    assert refer - moved == set(BY_THEMSELVES)
