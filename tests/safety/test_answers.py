"""Each kind of answer, asked for in every way: packed or not, known already or not."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from typing import Any

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.identity.team.roles import TeamRole
from tests.conftest import client_of
from tests.event.events.page import add_file
from tests.factories import make_event, make_item, make_member, make_registration
from tests.output.calendars.feeds import personal_address

pytestmark = pytest.mark.usefixtures("frozen")


@dataclass(frozen=True)
class Kind:
    """What is wanted of a kind of answer."""

    packs: bool
    is_tagged: bool = True
    is_dated: bool = False


KINDS = {
    "kept page": Kind(packs=True),
    "kept page asked with a query": Kind(packs=True),
    "feed": Kind(packs=True, is_dated=True),
    "feed of one reader": Kind(packs=True, is_dated=True),
    "public PDF": Kind(packs=False),
    "PDF of the team": Kind(packs=False),
    "file": Kind(packs=False),
    "style sheet": Kind(packs=True),
    "form": Kind(packs=True),
    "form with a token": Kind(packs=True, is_tagged=False),
    "page behind a link": Kind(packs=True, is_tagged=False),
    "list of people": Kind(packs=False, is_tagged=False),
    "JSON": Kind(packs=True, is_tagged=False),
}
TAGGED = [name for name, kind in KINDS.items() if kind.is_tagged]
DATED = [name for name, kind in KINDS.items() if kind.is_dated]


@pytest.fixture
def ask(app, sign_in):
    """`ask(kind, **headers)`: the answer of that kind."""
    event = make_event(agenda_published=True)
    make_item(event)
    place = make_registration(event)
    file = add_file(event)
    browser = sign_in(make_member(event, TeamRole.OWNER), client_of(app))
    own, team = f"/my/{my_token(place)}/", f"/manage/events/{event.slug}"
    paths = {
        "kept page": f"/events/{event.slug}/",
        "kept page asked with a query": "/past/?lang=en",
        "feed": f"/events/{event.slug}/calendar.ics",
        "feed of one reader": personal_address(place),
        "public PDF": f"/events/{event.slug}/agenda.pdf",
        "PDF of the team": f"{team}/reports/summary.pdf",
        "file": f"/events/{event.slug}/files/{file.id}/{file.filename}",
        "style sheet": "/static/public.css",
        "form": f"/events/{event.slug}/register/",
        "form with a token": f"/events/{event.slug}/register/link",
        "page behind a link": own,
        "list of people": f"{team}/registrations/export.csv",
        "JSON": f"{own}data.json",
    }

    def get(kind: str, method: str = "GET", **headers: str) -> Any:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return browser.open(paths[kind], method=method, headers=named)

    return get


def body_of(answer: Any) -> bytes:
    return gzip.decompress(answer.data) if answer.headers.get("Content-Encoding") == "gzip" else answer.data


@pytest.mark.parametrize("kind", KINDS)
def test_text_is_packed_for_whom_it_may_be(ask, kind):
    plain, coding = ask(kind), "gzip" if KINDS[kind].packs else None
    for accepted in ("gzip", "br;q=1, GZIP;q=0.5", "*", "identity;q=0, gzip", "*;q=0, gzip"):
        packed = ask(kind, Accept_Encoding=accepted)

        assert (packed.status_code, packed.headers.get("Content-Encoding")) == (200, coding), accepted
        assert packed.content_length in (None, len(packed.data)), accepted
        if KINDS[kind].is_tagged:
            assert body_of(packed) == plain.data, accepted
        if KINDS[kind].packs:
            assert "Accept-Encoding" in str(plain.vary) and "Accept-Encoding" in str(packed.vary), accepted


UNPACKED = ("gzip;q=0", "gzip; q=0.0, br", "*;q=0", "*, gzip;q=0", "identity;q=0", "identity, gzip;q=0.9", "br", "")


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_packed_for_whom_it_may_not_be(ask, kind):
    answers = {accepted: ask(kind, Accept_Encoding=accepted) for accepted in UNPACKED}

    found = {accepted: (one.status_code, one.headers.get("Content-Encoding")) for accepted, one in answers.items()}
    assert found == dict.fromkeys(UNPACKED, (200, None))


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", TAGGED)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_what_the_reader_has_is_not_sent_again(ask, kind, coding):
    tag = ask(kind, Accept_Encoding=coding).headers["ETag"]
    for said in (tag, f"W/{tag}", f'"a", {tag}', f'W/"a",W/{tag}', "*"):
        again, head = (ask(kind, method, Accept_Encoding=coding, If_None_Match=said) for method in ("GET", "HEAD"))

        found = [(answer.status_code, answer.data, answer.headers["ETag"]) for answer in (again, head)]
        assert found == [(304, b"", tag)] * 2, said
        assert {"Content-Encoding", "Content-Type"}.isdisjoint(again.headers.keys()), said


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", TAGGED)
def test_another_tag_gets_the_whole_answer_whatever_the_date(ask, kind):
    first = ask(kind)
    bare = first.headers["ETag"].strip('"')
    for said in ('"a"', 'W/"a", "b"', "a", f"{bare}x", f'"{bare}-other"'):
        again = ask(kind, If_None_Match=said, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")

        assert (again.status_code, again.data) == (200, first.data), said


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", [kind for kind in TAGGED if KINDS[kind].packs])
def test_packed_and_plain_bytes_have_tags_of_their_own(ask, kind):
    plain, packed = (ask(kind, Accept_Encoding=coding).headers["ETag"] for coding in ("identity", "gzip"))

    answers = [ask(kind, Accept_Encoding="gzip", If_None_Match=tag).status_code for tag in (plain, packed)]

    assert answers == [200, 304]


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", DATED)
def test_a_date_counts_where_no_tag_is_named(ask, kind):
    first = ask(kind)
    dates = [first.headers["Last-Modified"], "Fri, 01 Jan 2100 00:00:00 GMT", "Sat, 01 Jan 2000 00:00:00 GMT", "soon"]

    found = [ask(kind, If_Modified_Since=date).status_code for date in dates]

    assert found == [304, 304, 200, 200]


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", [kind for kind in TAGGED if not KINDS[kind].is_dated])
def test_without_a_date_of_its_own_nothing_is_older(ask, kind):
    assert ask(kind, If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT").status_code == 200


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", TAGGED)
def test_what_must_match_matches_or_is_refused(ask, kind):
    tag = ask(kind).headers["ETag"]

    found = [ask(kind, If_Match=said).status_code for said in (tag, "*", f'"a", {tag}', '"a"', f"W/{tag}")]

    assert found == [200, 200, 200, 412, 412]


@pytest.mark.one_engine
@pytest.mark.parametrize("kind", [kind for kind in KINDS if not KINDS[kind].is_tagged])
def test_what_may_not_be_kept_has_no_tag_and_is_always_whole(ask, kind):
    first = ask(kind)

    again = ask(kind, If_None_Match="*", If_Modified_Since="Fri, 01 Jan 2100 00:00:00 GMT")

    assert ("no-store" in first.headers["Cache-Control"], first.headers.get("ETag")) == (True, None)
    assert again.status_code == 200


@pytest.mark.one_engine
def test_a_file_is_sent_in_parts_to_whom_a_part_is_missing(ask):
    answer = ask("file", Range="bytes=2-4")

    assert (answer.status_code, answer.data) == (206, ask("file").data[2:5])
