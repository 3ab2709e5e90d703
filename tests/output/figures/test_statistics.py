"""The figures page."""

import re
from datetime import timedelta

from eventmgr.event.events.models import InvitedUnit
from eventmgr.event.forms.participant_types.keys import Role
from eventmgr.event.quotas.models import Status
from eventmgr.identity.team.roles import TeamRole
from tests.factories import NOON, keep, make_event, make_member, make_registration
from tests.output.papers.samples import lines_of


def test_every_number_of_the_heat_table_leads_to_its_rows(client, sign_in):
    event = make_event()
    for _ in range(3):
        make_registration(event, sector_code="C36")
    make_registration(event, sector_code="C39", status=Status.WAITLISTED)
    sign_in(make_member(event, TeamRole.OWNER))
    page = client.get(f"/manage/events/{event.slug}/insights/?lang=en").text
    heat = re.search(r'<table class="heat">.*?</table>', page, re.DOTALL)[0]
    link, number = re.search(r'<a href="([^"]+)" data-figure="expected">(\d+)</a>', heat).groups()
    assert number == "3"
    rows = client.get(link.replace("&amp;", "&")).text
    assert len(re.findall(r'name="ids"', rows)) == 3


def test_every_chart_has_its_table(client, sign_in):
    """That of days from the third day on: until then there is no curve."""
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    charts = []
    for days in range(3):
        make_registration(event, created_at=NOON - timedelta(days=days))
        page = client.get(f"/manage/events/{event.slug}/insights/").text
        charts.append((page.count('<svg class="chart"'), page.count('<details class="figures">')))
    assert charts == [(2, 2), (2, 2), (3, 3)]


def test_an_event_without_registrations_says_what_will_be_here(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))
    assert (
        "Statistics appear with the first registration."
        in client.get(f"/manage/events/{event.slug}/insights/?lang=en").text
    )


def test_the_page_costs_the_same_number_of_statements_for_one_registration_and_for_many(
    client, sign_in, count_statements
):
    event = make_event()
    make_registration(event)
    sign_in(make_member(event, TeamRole.VIEWER))
    page = f"/manage/events/{event.slug}/insights/"
    with count_statements() as few:
        client.get(page)
    for _ in range(10):
        make_registration(event)
    with count_statements() as many:
        client.get(page)
    assert len(many) == len(few) <= 12


def test_staff_of_no_delegation_are_a_row_of_their_own_beside_guests_on_page_and_paper(client, sign_in):
    event = make_event()
    keep(InvitedUnit(event_id=event.id, unit_code="310000", quota=5))
    make_registration(event)
    for role, number in ((Role.EXPERT, 2), (Role.STAFF, 3)):
        for _ in range(number):
            make_registration(event, role=role, unit_code="")
    sign_in(make_member(event, TeamRole.OWNER))
    page = client.get(f"/manage/events/{event.slug}/insights/?lang=en").text
    table = re.search(r'id="delegations">.*?</table>', page, re.DOTALL)[0]
    rows = {
        name: re.findall(r">(\d+)<", row)
        for name, row in re.findall(r'<th scope="row">([^<]+)</th>(.*?)</tr>', table, re.DOTALL)
    }
    paper = " ".join(lines_of(client.get(f"/manage/events/{event.slug}/reports/summary.pdf?lang=en").data))

    assert (rows["Guests"], rows["Staff"]) == (["2", "2", "0", "2"], ["3"])
    assert re.search(r"Staff — 3(?: —){4}", paper) and re.search(r"Guests — 2 2 2 0", paper), paper
