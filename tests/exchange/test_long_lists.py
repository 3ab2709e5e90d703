"""A list of more than a thousand says that there are more, so that it costs the same however many there are."""

from __future__ import annotations

import re
import sys

import pytest

from eventmgr.exchange.policies.models import PolicyState
from eventmgr.matchmaking.listings.models import OrganizationProfile
from eventmgr.tools.web import paging
from tests.exchange.policies.factories import make_policy
from tests.factories import NOON, keep, make_organization

pytestmark = pytest.mark.usefixtures("frozen", "database")


@pytest.fixture(autouse=True)
def _one_is_most(monkeypatch):
    """More than two are more than are counted."""
    most = paging.MOST_COUNTED
    for name, module in list(sys.modules.items()):
        if name.startswith("eventmgr.") and vars(module).get("MOST_COUNTED") == most:
            monkeypatch.setattr(module, "MOST_COUNTED", 2)


def foot(client, path):
    text = " ".join(re.sub(r"<[^>]+>", " ", client.get(f"{path}{'&' if '?' in path else '?'}lang=en").text).split())
    return re.findall(r"(?:more than )?\d+ (?:policy|policies|organizations?)\b", text), text


def test_policies_are_counted_by_validity_up_to_that_and_no_further(client):
    ended = {"repealed_on": NOON.date(), "effective_on": NOON.date()}
    for values in ({}, ended):
        make_policy(state=PolicyState.PUBLISHED, **values)
    few, tabs = foot(client, "/policies/")
    make_policy(state=PolicyState.PUBLISHED)

    many, without = foot(client, "/policies/")
    narrowed, _text = foot(client, "/policies/?validity=ended")

    assert (few, many, narrowed) == (["2 policies"], ["more than 2 policies"], ["1 policy"])
    assert [re.search(r"\bAll \d", text) is not None for text in (tabs, without)] == [True, False]


@pytest.mark.parametrize(("number", "said"), [(2, "2 organizations"), (3, "more than 2 organizations")])
def test_organizations_of_the_directory_are(client, number, said):
    for one in range(number):
        organization = make_organization(f"样例{one}厂")
        keep(OrganizationProfile(organization=organization, in_directory=True, created_at=NOON, updated_at=NOON))

    assert foot(client, "/organizations/")[0] == [said]
