"""How papers look: what organizers choose once stands on every paper of the event."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image
from reportlab.platypus.flowables import PageBreak

from eventmgr.event.events.services.cloning import clone
from eventmgr.ground.db import db
from eventmgr.ground.features import Paper
from eventmgr.identity.team.roles import TeamRole
from eventmgr.output.papers.handbook.models import Handbook
from eventmgr.output.papers.look.queries import find_look
from eventmgr.output.papers.look.services import MOST_BYTES
from eventmgr.output.papers.printing import print_paper
from eventmgr.tools.log.queries import list_entries
from eventmgr.tools.log.services import SYSTEM, Act
from eventmgr.tools.typesetting.pages import Sheet, build
from eventmgr.tools.typesetting.styles import BODY
from eventmgr.tools.typesetting.text import para
from tests.factories import NOON, keep, make_admin, make_event, make_item, make_member, make_person, make_registration
from tests.output.papers.samples import read_pdf, text_of

REPORTS = "/manage/events/sample/reports"
LOOK = f"{REPORTS}/look/"


def make_logo(kind: str = "PNG", size: tuple[int, int] = (300, 100)) -> bytes:
    out = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, (200, 30, 30)).save(out, kind)
    return out.getvalue()


@pytest.fixture
def event(database):
    event = make_event(slug="sample", title={"zh": "样例研讨会", "en": "Sample seminar"}, agenda_published=True)
    make_item(event, title={"zh": "开幕式", "en": "Opening"})
    make_registration(event, make_person("张三"))
    return event


@pytest.fixture
def office(client, sign_in, event):
    sign_in(make_member(event, TeamRole.EDITOR))
    return client


def choose(client, logo: bytes = b"", **values: Any) -> Any:
    data = {"colour": "", "header_zh": "", "header_en": ""} | values
    return client.post(LOOK, data=data | ({"logo": (io.BytesIO(logo), "logo.png")} if logo else {}))


def print_first(client, name: str) -> Any:
    """The last page of the paper, which has a head where there are several."""
    return read_pdf(client.get(f"{REPORTS}/{name}.pdf?lang=zh").data).pages


def drawn(page: Any) -> str:
    return page.get_contents().get_data().decode("latin-1")


@pytest.mark.parametrize("name", ["roster", "badges", "handbook", "poster", "agenda", "brief", "minutes", "summary"])
def test_a_logo_stands_on_papers_and_goes_again(office, name: str):
    before = len(print_first(office, name)[0].images)
    sent = choose(office, make_logo())
    with_logo = len(print_first(office, name)[0].images)
    choose(office, removes_logo="y")

    assert sent.status_code == 303
    assert (before, with_logo, len(print_first(office, name)[0].images)) == (0, 1, 0)


def test_a_colour_draws_lines_and_badges_and_only_of_this_event(office, event):
    make_event(slug="other")
    green = ".121569 .419608 .227451"  # #1f6b3a
    before = [green in drawn(print_first(office, name)[0]) for name in ("agenda", "badges")]
    choose(office, colour="green")
    after = [green in drawn(print_first(office, name)[0]) for name in ("agenda", "badges")]
    choose(office, colour="")

    assert (before, after) == ([False, False], [True, True])
    assert green not in drawn(print_first(office, "agenda")[0])


def test_a_header_stands_at_the_top_of_pages_instead_of_the_title(office, event):
    for number in range(60):
        make_item(event, title={"zh": f"报告{number}", "en": ""})
    title = print_first(office, "agenda")[1].extract_text()
    choose(office, header_zh="样例部 智能制造司", header_en="Ministry")

    assert "样例研讨会" in title
    later = print_first(office, "agenda")[1].extract_text()
    assert ("样例部 智能制造司" in later, "样例研讨会" in later) == (True, False)


def test_the_public_agenda_is_new_once_its_look_has_changed(office):
    first = office.get("/events/sample/agenda.pdf?lang=zh")
    choose(office, make_logo("JPEG"))
    again = office.get("/events/sample/agenda.pdf?lang=zh", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, len(read_pdf(again.data).pages[0].images)) == (200, 1)


def test_what_is_no_picture_is_refused_beside_its_field_and_changes_nothing(office, event):
    answers = [
        choose(office, logo, colour="red") for logo in (b"%PDF-1.7", make_logo()[:60], b"\x89PNG\r\n\x1a\n" + b"x" * MOST_BYTES)
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [422, 422, 422]
    for answer in answers:
        page = answer.get_data(as_text=True)
        assert 'id="logo-error"' in page
        assert 'value="red" selected' in page
        answer.request.input_stream.close()  # a large file lies on the disk meanwhile
    assert find_look(event.id) is None


def test_a_change_is_in_the_trail_and_who_only_looks_on_cannot_change(office, sign_in, event):
    choose(office, make_logo(), colour="blue", header_zh="样例部")
    entry = next(one for one in list_entries(event.id) if one.action == "look_chosen")
    sign_in(make_member(event, TeamRole.VIEWER))

    assert {"look.colour", "look.header", "look.logo"} == set(entry.changes)
    assert (office.get(LOOK).status_code, choose(office, colour="red").status_code) == (403, 403)
    assert office.get(f"{LOOK}logo.png").mimetype == "image/png"


def test_a_copy_of_an_event_looks_alike_and_has_the_same_handbook(office, event):
    choose(office, make_logo(), colour="purple", header_zh="样例部")
    keep(Handbook(event_id=event.id, parts=["agenda", "notes"], notes={"zh": "带证件"}, blank_pages=4))

    copy = clone(event, make_admin(), days=364, act=Act(SYSTEM, NOON))

    look = find_look(copy.id)
    assert (look.colour, look.header, look.logo) == ("purple", {"zh": "样例部"}, find_look(event.id).logo)
    book = db.session.query(Handbook).filter_by(event_id=copy.id).one()
    assert (book.parts, book.notes, book.blank_pages) == (["agenda", "notes"], {"zh": "带证件"}, 4)


def test_a_logo_keeps_nothing_that_was_hidden_in_its_file(office, event):
    out = io.BytesIO()
    Image.new("RGB", (40, 40)).save(out, "JPEG", exif=b"Exif\x00\x00secret place")
    choose(office, out.getvalue())

    assert b"secret place" not in find_look(event.id).logo
    assert text_of(office.get(f"{REPORTS}/agenda.pdf?lang=zh").data)


def test_official_papers_have_their_red_head_and_nothing_of_the_house(office, event):
    choose(office, make_logo(), header_zh="样例部", header_en="Ministry", colour="green")
    first = {
        style: read_pdf(office.get(f"{REPORTS}/minutes.pdf?lang=zh&style={style}").data).pages[0]
        for style in ("gbt9704", "plain")
    }
    red, green = ".701961 .156863 .176471 rg", ".121569 .419608 .227451 RG"

    assert {style: (len(one.images), red in drawn(one), green in drawn(one)) for style, one in first.items()} == {
        "gbt9704": (0, True, False),
        "plain": (1, False, True),
    }
    assert "会议纪要" in first["gbt9704"].extract_text()
    assert office.get(f"{REPORTS}/minutes.pdf?style=x").status_code == 400
    assert 'name="style"' in office.get(f"{REPORTS}/minutes/").text


def test_papers_of_rooms_that_know_no_look_have_the_header_too(office, event):
    choose(office, header_zh="样例部 智能制造司", header_en="Ministry")
    sheet = Sheet("名单", "", ("标题", ""), "zh")
    story = [para("张三", BODY), PageBreak(), para("李四", BODY)]
    paper = Paper("x", "x", "x", lambda _event, _lang, _printing: build(story, sheet), opens=())

    assert "样例部 智能制造司" in read_pdf(print_paper(paper, event, "zh")).pages[1].extract_text()
