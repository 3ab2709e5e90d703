"""Requests that no browser sends: each gets an answer, and none of them is "something went wrong here"."""

from __future__ import annotations

import base64
import json
from itertools import product

import pytest

from eventmgr.event.registration.letters.writing import my_token
from eventmgr.event.registration.models import Registration
from eventmgr.ground.db import db, is_sqlite
from tests.attacks.asked import names_read
from tests.conftest import client_of
from tests.factories import make_admin
from tests.safety.hostile import HOSTILE, SHARPEST, encoded
from tests.safety.requests import PAGES
from tests.safety.worlds import OFFICE, PUBLIC, address, broken_laws, lawful_world
from tests.soak import cut, drawn, either

pytestmark = pytest.mark.usefixtures("frozen")
QUERIES = [
    "lang",
    "next",
    "q",
    "kind",
    "province",
    "sector",
    "topic",
    "series",
    "from",
    "to",
    "from_date",
    "to_date",
    "cursor",
    "page",
    "unit",
    "status",
    "held",
    "role",
    "columns",
    "column",
    "sort",
    "state",
    "source",
    "days",
    "day",
    "track",
    "group",
    "organization",
    "at",
    "late",
    "hints",
    "looks_like",
    "about",
    "preset",
    "more",
    "n",
    "theme",
]
"""Names that pages read from the address or once did; those that a page reads now are added."""


@pytest.fixture
def admin(app, sign_in):
    """A browser in which an administrator is signed in."""
    return sign_in(make_admin(), client_of(app))


def failures(statuses: dict) -> dict:
    """What answered with 500 or worse."""
    return {name: status for name, status in statuses.items() if status >= 500}


@pytest.mark.soak
def test_no_value_in_an_address_breaks_a_page(app, admin):
    """Every kind (in `make test` each page and each kind, and a thirty-second of the pairs) for each page that reads something of its own from its address; what the frame of all pages reads
    (to link to the other language) is tried on the rest with one kind each, in turn. PostgreSQL differs in the sharpest."""
    world = lawful_world()
    read = names_read(app, admin, world)
    kinds = list(HOSTILE) if is_sqlite() else list(SHARPEST)
    asked = cut(((rule, kind) for rule in PAGES if rule in read for kind in kinds), 32)
    asked += [(rule, kinds[number % len(kinds)]) for number, rule in enumerate(drawn(PAGES, 4)) if rule not in read]
    names = sorted(set(QUERIES).union(*read.values()))
    queries = {kind: encoded([(name, HOSTILE[kind][:60]) for name in names]) for kind in kinds}

    answers = {(rule, kind): admin.get(f"{address(world, rule)}?{queries[kind]}").status_code for rule, kind in asked}

    assert failures(answers) == {}
    assert {kind for _rule, kind in asked} == set(kinds)


@pytest.mark.soak
def test_each_name_of_the_query_alone_may_hold_anything(app, admin):
    """Each name that a page reads, with nothing else wrong: PostgreSQL is the stricter one."""
    if is_sqlite():
        pytest.skip("PostgreSQL is the stricter one")
    world = lawful_world()
    values = [HOSTILE["NUL"], HOSTILE["beyond 64 bits"], "9999-12-31"]
    read = names_read(app, admin, world)
    alone = cut(
        (((rule, name), value) for rule, names in read.items() for name in sorted(names) for value in values), 16
    )
    asked = [f"{address(world, rule)}?{encoded([(name, value)])}" for (rule, name), value in alone]

    assert failures({path: admin.get(path).status_code for path in asked}) == {}
    assert {"q", "cursor", "province", "from", "to"} <= set().union(*read.values())


ODD_PATHS = [
    "/%", "/%zz", "/%ff%fe", "/events/%00/", "/events/%ed%a0%80/", "/events/%e2%80%a8/", "/events/" + "a" * 9000 + "/",
    "/events/..%2f..%2fetc%2fpasswd/", "/static/..%2f..%2fpyproject.toml", "/static/%2e%2e/%2e%2e/pyproject.toml",
    "/static/%00", "/my/%00/", "/my/%ff/", "/my/" + "A" * 5000 + "/", "/feeds/%00.ics", "/sign-in/%00", "/reset/%ff",
    "/manage/invitations/%00", "/events/%00/calendar.ics", "/events/%00/agenda.pdf", "/events/%00/register/",
    "/events/x/agenda/9223372036854775808.ics", "/events/x/agenda/-1.ics", "/events/x/files/99999999999/a",
    "/\\example.com", "/events/%5c/", "/manage/events/%00/", "/manage/events/%00/registrations/",
    "/events/%00/participants/", "/events/%00/notices/1/", "/manage/users/9223372036854775808", "/%F0%9F%87%A8",
]  # fmt: skip


@pytest.mark.parametrize("path", ODD_PATHS)
def test_an_odd_path_leads_nowhere(app, admin, path):
    for browser in (admin, client_of(app)):
        for _time in range(2):
            assert browser.get(path).status_code in (301, 303, 308, 400, 404)


@pytest.mark.soak
def test_a_number_that_no_row_has_is_not_found(app, admin):
    world = lawful_world()
    names = [name for name in world.values if name.endswith("_id")]
    rules = [rule for rule in PAGES if "<token>" not in rule and any(name in rule for name in names)]

    asked = cut(((rule, number) for rule in rules for number in (0, -1, 2**31 - 1, 2**31, 2**63, 10**40)), 16)
    answers = {
        (rule, number): admin.get(address(world, rule, **dict.fromkeys(names, number))).status_code
        for rule, number in asked
    }

    assert answers == dict.fromkeys(asked, 404)


@pytest.mark.parametrize("number", ["-1", str(2**31), str(2**63), "9" * 10, "1e9", "٣", "1 ", ""])
def test_a_number_in_a_form_that_no_row_has_is_refused(app, admin, number):
    world = lawful_world()
    page = f"/manage/events/{world.event.slug}/registrations/decide"

    answer = admin.post(page, data={"act": "confirm", "ids": number})

    assert answer.status_code == 400


@pytest.mark.one_engine
def test_fifty_thousand_fields_are_too_many(app, admin):
    world = lawful_world()
    body = "&".join(f"f{number}=1" for number in range(50_000))
    parts = (
        "".join(f'--x\r\nContent-Disposition: form-data; name="f{n}"\r\n\r\n1\r\n' for n in range(2000)) + "--x--\r\n"
    )
    form, several = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"

    rules = drawn(PUBLIC + OFFICE, 8)
    as_form = {rule: admin.post(address(world, rule), data=body, content_type=form).status_code for rule in rules}
    page = f"/events/{world.event.slug}/register/"

    assert as_form == dict.fromkeys(rules, 413)
    assert admin.post(page, data=parts, content_type=several).status_code == 413


@pytest.mark.one_engine
def test_nested_brackets_are_no_server_error(app, admin):
    world = lawful_world()
    cursor = base64.urlsafe_b64encode(("[" * 1400).encode()).decode()
    assert admin.get(f"/manage/events/{world.event.slug}/registrations/?cursor={cursor}").status_code == 400
    deep = "[" * 100_000
    for rule in PUBLIC + OFFICE:
        path = address(world, rule)
        assert admin.post(path, data=deep, content_type="application/json").status_code < 500, rule


@pytest.mark.one_engine
def test_a_body_beyond_the_limit_is_refused_with_a_page(make_app):
    small = make_app(MAX_CONTENT_LENGTH=2000)

    answer = client_of(small).post("/sign-in?lang=en", data={"email": "x" * 3000})

    assert (answer.status_code, "<h1>" in answer.text) == (413, True)


@pytest.mark.one_engine
def test_one_very_long_field_is_refused_before_it_is_kept_in_memory(app, client):
    world = lawful_world()

    answer = client.post(f"/events/{world.event.slug}/register/", data={"name": "x" * 2_000_000})

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "cursor",
    [
        ["n", 2**63], ["n", "0001-01-01T00:00:00+14:00", 1], ["n", "9999-12-31T23:59:59-14:00", 1], ["n", None, None],
        ["n", "a\x00", 1], ["n", True, False], ["x", 1], [], {}, "n", ["n", [[[]]], 1], ["n", 1e300, 1],
    ],
)  # fmt: skip
def test_a_made_up_cursor_is_refused(app, admin, cursor):
    world = lawful_world()
    text = base64.urlsafe_b64encode(json.dumps(cursor).encode()).decode().rstrip("=")
    pages = [
        "/manage/", "/manage/users/", "/manage/letters/", "/past/",
        *(f"/manage/events/{world.event.slug}/{name}/" for name in ("registrations", "letters", "history")),
    ]  # fmt: skip

    assert failures({page: admin.get(f"{page}?cursor={text}").status_code for page in pages}) == {}


ODD_HEADERS = [
    {"Accept-Language": "zh;q=" + "9" * 10_000},
    {"Accept-Language": ",".join(f"x{number};q=0.{number}" for number in range(3000))},
    {"Accept-Language": "\xff\x00;;q=,,=="},
    {"Accept-Language": "*;q=nan"},
    {"Cookie": "session=" + "A" * 8000},
    {"Cookie": "session=eyJfdXNlcl9pZCI6IjEifQ.x.y; language=\x01; =; ;;"},
    {"Cookie": "language=../../etc; language=xx; session="},
    {"Cookie": "session=.eJwrVqosSi0qUbJSSs1NzMxRqgUAO-4GEw.x.y"},
    {"If-None-Match": '"' + "a" * 5000},
    {"If-Modified-Since": "Mon, 99 Foo 0000 99:99:99 GMT"},
    {"Range": "bytes=9-1,5-"},
    {"Content-Type": "multipart/form-data"},
    {"Content-Type": "multipart/form-data; boundary=" + "x" * 300},
    {"Content-Type": "application/x-www-form-urlencoded; charset=utf-7"},
    {"Content-Length": "0", "Transfer-Encoding": "chunked"},
    {"Authorization": "Bearer \xff"},
    {"Referer": "http://[::1"},
    {"X-Requested-With": "x" * 4000, "HX-Request": "true", "HX-Target": "\x01"},
]


@pytest.mark.one_engine
@pytest.mark.parametrize("headers", ODD_HEADERS, ids=lambda headers: next(iter(headers)))
def test_no_header_breaks_a_page(app, headers):
    world = lawful_world()
    browser = client_of(app)
    token = my_token(db.session.get(Registration, world.values["registration_id"]))
    slug = world.event.slug
    pages = ["/", "/sign-in", f"/events/{slug}/", f"/events/{slug}/register/", f"/my/{token}/", "/calendar.ics"]

    got = {page: browser.get(page, headers=headers).status_code for page in pages}
    sent = {page: browser.post(page, headers=headers, data=b"a=1").status_code for page in pages}

    assert failures(got) == failures(sent) == {}


@pytest.mark.one_engine
def test_a_foreign_host_is_refused_everywhere(app):
    world = lawful_world()
    browser = client_of(app)
    for rule in ("/", f"/events/{world.event.slug}/", "/sign-in", "/static/public.css", "/calendar.ics", "/healthz"):
        browser.get(rule)
        for host in ("evil.example", "localhost.evil.example", "evil.example:80", "localhost@evil.example", "x" * 300):
            assert browser.get(rule, headers={"Host": host}).status_code == 400, (rule, host)


@pytest.mark.one_engine
@pytest.mark.soak
def test_every_method_has_an_answer_on_every_route(app, admin):
    world = lawful_world()
    rules, methods = sorted({*PAGES, *PUBLIC, *OFFICE}), ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "FOO")

    dealt_out = [(rule, methods[number % len(methods)]) for number, rule in enumerate(drawn(rules, 2))]
    asked = either(dealt_out, list(product(rules, methods)))
    answers = {(rule, method): admin.open(address(world, rule), method=method) for rule, method in asked}

    assert failures({which: answer.status_code for which, answer in answers.items()}) == {}
    refused = {which: answer.status_code for which, answer in answers.items() if which[1] not in ("HEAD", "OPTIONS")}
    assert refused == dict.fromkeys(refused, 405)
    assert {which for which, answer in answers.items() if which[1] == "HEAD" and answer.data} == set()
    assert broken_laws() == []
