"""A visitor wants everybody to read a text of theirs: what one types as an organization, the form suggests to the others.

Only names that an organizer has used, or that several persons bear out, are suggested.
"""

import re

import pytest

from eventmgr.event.registration.models import Source
from eventmgr.ground.db import db
from eventmgr.identity.directory.models import Organization
from tests.event.registration.applicants import OFFICE, make_applicant
from tests.event.registration.registering import register
from tests.event.registration.views import post
from tests.factories import make_event

pytestmark = pytest.mark.usefixtures("frozen")
BAIT = "中奖请联系样例客服领取"


def suggested(client, event, start=BAIT[:4]):
    page = client.get(f"/events/{event.slug}/register/organizations", query_string={"organization": start})
    return re.findall(r'value="([^"]+)"', page.text)


def test_what_one_or_two_visitors_typed_is_suggested_to_nobody(client):
    event = make_event()
    for number in range(2):
        post(client, event, mobile=f"1540000000{number}", organization=BAIT)
        post(client, make_event(), mobile=f"1540000000{number}", organization=BAIT)

    assert suggested(client, event) == []


def test_a_name_that_three_persons_bear_out_is_suggested(client):
    event = make_event()
    for number in range(3):
        post(
            client, event, mobile=f"1540000000{number}", name=f"样例{'甲乙丙'[number]}", organization="湖北样例有限公司"
        )

    assert suggested(client, event, "湖北") == ["湖北样例有限公司"]


def test_a_name_that_the_office_enters_is_suggested_at_once_also_if_a_visitor_typed_it_before(client):
    event = make_event()
    register(event, make_applicant(organization="湖北样例有限公司"))
    before = suggested(client, event, "湖北")

    register(event, make_applicant(organization="湖北样例有限公司"), by=OFFICE, source=Source.STAFF)

    assert (before, suggested(client, event, "湖北")) == ([], ["湖北样例有限公司"])
    assert db.session.query(Organization).count() == 1
