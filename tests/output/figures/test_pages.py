"""The pages of figures: numbers that lead to their rows, files, and what is refused."""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape

from PIL import Image

from eventmgr.event.invitations.models import Invitation
from eventmgr.event.quotas.models import Status
from eventmgr.identity.team.roles import TeamRole
from tests.factories import NOON, keep, make_admin, make_event, make_member, make_registration
from tests.matchmaking.outcomes.deals import make_deal
from tests.output.figures.world import make_world


def numbers(page: str, key: str) -> list[tuple[str, int]]:
    """(where it leads, number) of each of that name."""
    found = re.findall(rf'<a href="([^"]+)" data-figure="{key}"[^>]*>(\d+)</a>', page)
    return [(unescape(href), int(number)) for href, number in found]


def test_every_number_of_an_event_opens_exactly_its_people(client, sign_in):
    user, events = make_world(2)
    sign_in(user)
    for by in ("unit", "size", "topic", "track", "role"):
        page = client.get(f"/manage/events/{events[1].slug}/figures/?rows={by}&columns=sector&lang=en").text
        found = numbers(page, "expected")
        assert found
        for href, number in found:
            assert len(re.findall(r'name="ids"', client.get(href).text)) == number, href


def test_numbers_of_many_events_lead_to_the_events_that_make_them_up(client, sign_in):
    user, _events = make_world(2)
    sign_in(user)

    page = client.get("/manage/figures/?rows=unit&columns=-&lang=en").text
    href, number = numbers(page, "figures")[0]
    deeper = client.get(href).text

    assert sum(n for _href, n in numbers(deeper, "figures")) == 2 * number
    href, number = numbers(deeper, "figures")[0]
    rows = client.get(href).text
    assert numbers(rows, "expected")[-1][1] == number


def test_a_table_by_topic_says_whose_topic_is_known_and_invitees_open_their_list(client, sign_in):
    event = make_event()
    make_registration(event)
    for name in ("甲", "乙"):
        keep(Invitation(event_id=event.id, name=name, role="expert", created_at=NOON))
    sign_in(make_member(event, TeamRole.OWNER))
    begin = f"/manage/events/{event.slug}/figures/"

    said = "Topic and track are those of the group that a person chose."
    assert said in client.get(f"{begin}?rows=topic&lang=en").text
    assert said not in client.get(f"{begin}?rows=sector&lang=en").text
    book = zipfile.ZipFile(io.BytesIO(client.get(f"{begin}table.xlsx?rows=topic&columns=-&lang=en").data))
    assert said in "".join(book.read(name).decode() for name in book.namelist() if "sheet" in name or "Strings" in name)
    href, number = numbers(
        client.get(f"{begin}?measure=invitees&rows=role&columns=-&lang=en").text, "figures_invitees"
    )[0]
    assert number == client.get(href).text.count("data-row") == 2
    sign_in(make_member(event, TeamRole.VIEWER))
    assert client.get(href).status_code == client.get(f"{begin}?measure=invitees&columns=-").status_code == 403


def test_numbers_of_deals_lead_to_their_list(client, sign_in):
    event = make_event()
    make_deal(event, wan=3)
    make_deal(event, "另一项目")
    sign_in(make_member(event, TeamRole.OWNER))

    page = client.get(f"/manage/events/{event.slug}/figures/?measure=intentions&columns=sector&lang=en").text
    href, number = numbers(page, "deals")[0]

    assert number == 2
    assert client.get(href).text.count("data-row") == 2


def test_a_choice_that_does_not_fit_is_told_beside_the_form_and_what_was_chosen_stands(client, sign_in):
    event = make_event()
    sign_in(make_member(event, TeamRole.VIEWER))

    answer = client.get(f"/manage/events/{event.slug}/figures/?rows=unit&columns=unit&lang=en")

    assert answer.status_code == 422
    assert "Choose two different things" in answer.text
    assert '<option value="unit" selected>' in answer.text
    assert client.get(f"/manage/events/{event.slug}/figures/?rows=nonsense").status_code == 400
    assert client.get(f"/manage/events/{event.slug}/figures/?province=999999").status_code == 400


def test_the_files_hold_the_same_numbers(client, sign_in):
    event = make_event()
    for _number in range(4):
        make_registration(event, status=Status.ATTENDED)
    sign_in(make_member(event, TeamRole.VIEWER))
    begin = f"/manage/events/{event.slug}/figures"

    book = zipfile.ZipFile(io.BytesIO(client.get(f"{begin}/table.xlsx?columns=sector").data))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "xl/charts/chart1.xml" in book.namelist()
    assert re.findall(r"<c [^>]*><v>4</v></c>|<c r=\"B2\"><v>4</v></c>", sheet)
    assert client.get(f"{begin}/chart.svg?columns=sector").text.startswith("<svg")
    picture = Image.open(io.BytesIO(client.get(f"{begin}/chart.png?lang=zh").data))
    assert picture.format == "PNG"
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 10
    assert client.get(f"{begin}/chart.png?rows=size&size=large").status_code == 404


def test_a_public_version_has_no_links_and_says_what_it_leaves_out(client, sign_in):
    event = make_event()
    for _number in range(9):
        make_registration(event)
    sign_in(make_member(event, TeamRole.VIEWER))

    page = client.get(f"/manage/events/{event.slug}/figures/?columns=sector&public=1&lang=en").text

    assert numbers(page, "expected") == []
    assert "numbers below 3" in page
    few = make_event(slug="few")
    make_registration(few)
    sign_in(make_admin())
    assert "too few to publish" in client.get("/manage/events/few/figures/?columns=-&public=1&lang=en").text


def test_the_page_costs_the_same_number_of_statements_for_one_event_and_for_many(client, sign_in, count_statements):
    user, _events = make_world(4)
    sign_in(user)
    with count_statements() as few:
        client.get("/manage/figures/?rows=event&columns=track")
    for number in range(5, 8):
        make_world(number)
    with count_statements() as many:
        client.get("/manage/figures/?rows=event&columns=track")
    assert len(many) == len(few) <= 10
