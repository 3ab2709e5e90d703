"""A visitor should not write what the next visitors read.

Attack: rendered pages are kept for all who come within a minute. If anything that a visitor can choose gets into the
kept page (the host, the scheme, the folder the application stands in, the caller's address, a parameter), one request a
minute fills it with links to another site. Tried with raw bytes against the real server: `SCRIPT_NAME: //evil.example`
with `GET //evil.example/events/…`, X-Forwarded-* of all kinds without a proxy set, foreign and odd Host headers, whole
addresses in the request line, and thousands of made-up parameters that push the true pages out.
"""

from __future__ import annotations

import pytest

from tests.attacks.server import ask, served, status
from tests.conftest import client_of
from tests.factories import make_event

pytestmark = [pytest.mark.slow, pytest.mark.one_engine]

FORWARDED = [
    "X-Forwarded-Host: evil.example", "X-Forwarded-Proto: https", "X-Forwarded-Prefix: //evil.example",
    "X-Forwarded-Server: evil.example", "X-Forwarded-Port: 8443", "X-Forwarded-Ssl: on", "X-Forwarded-Protocol: ssl",
    "Forwarded: for=203.0.113.9;host=evil.example;proto=https", "X-Script-Name: //evil.example",
    "X-Original-URL: //evil.example/", "X-Rewrite-URL: //evil.example/", "X-HTTP-Method-Override: POST",
]  # fmt: skip


PEERS = '["203.0.113.9/32"]'
"""Who may read figures about the server: somebody whom no request here comes from."""


def body(answer: bytes) -> str:
    return answer.partition(b"\r\n\r\n")[2].decode()


def test_no_header_and_no_address_changes_what_the_next_visitor_reads(app):
    event = make_event()
    page = f"/events/{event.slug}/"
    with served(app, METRICS_PEERS=PEERS) as port:
        host = f"Host: 127.0.0.1:{port}"
        attacks = [
            (f"GET //evil.example{page}?p=7 HTTP/1.1", host, "SCRIPT_NAME: //evil.example"),
            (f"GET //evil.example{page} HTTP/1.1", host, "SCRIPT_NAME: //evil.example"),
            (f"GET /evil.example{page} HTTP/1.1", host, "Script-Name: /evil.example"),
            (f"GET http://evil.example{page} HTTP/1.1", host),
            (f"GET {page} HTTP/1.1", "Host: evil.example"),
            (f"GET {page} HTTP/1.1", f"Host: evil.example@127.0.0.1:{port}"),
            (f"GET {page} HTTP/1.1", f"Host: 127.0.0.1:{port}/evil.example"),
            (f"GET {page}?evil=evil.example HTTP/1.1", host),
            *((f"GET {page} HTTP/1.1", host, header) for header in FORWARDED),
        ]
        for _ in range(2):  # either process
            for attack in attacks:
                ask(port, *attack)
        pages = [ask(port, f"GET {page} HTTP/1.1", host) for _ in range(6)]
        doubled = ask(port, "GET //evil.example/%0d%0aX:/?a=1 HTTP/1.1", host)
        made_up = ask(port, "GET /metrics HTTP/1.1", host, "X-Forwarded-For: 203.0.113.9")

    assert {status(one) for one in pages} == {200}
    assert [one for one in pages if b"evil" in one or b"https://127" in one] == []
    assert len({body(one) for one in pages}) == 1
    assert status(doubled) == 308  # browsers read such an address as another host
    assert b"\r\nLocation: /evil.example/%0D%0AX%3A/?a=1\r\n" in doubled
    assert status(made_up) == 404


def test_forwarded_headers_count_where_a_proxy_is_set(app):
    with served(app, METRICS_PEERS=PEERS, PROXIES="1") as port:
        host = f"Host: 127.0.0.1:{port}"
        forwarded = ask(port, "GET /metrics HTTP/1.1", host, "X-Forwarded-For: 203.0.113.9")
        foreign = ask(port, "GET / HTTP/1.1", host, "X-Forwarded-Host: evil.example")

    assert (status(forwarded), status(foreign)) == (200, 400)


def kept_views(app):
    """Rule → what its view asks for, of all views whose pages are kept; a feed that refuses what it does not know: None."""
    views = {rule.rule: vars(app.view_functions[rule.endpoint]) for rule in app.url_map.iter_rules()}
    return {rule: found["asks"] for rule, found in views.items() if "asks" in found}


def test_a_parameter_that_no_view_asks_for_costs_neither_a_page_nor_a_drawing(app, client, fresh_world, monkeypatch):
    """Pictures and documents take a tenth of a second each to draw; and made-up addresses have no end."""
    world, cache, views = fresh_world(), app.extensions["page_cache"], kept_views(app)
    for rule in views:
        page = world.address(rule, side="supply", item_id=world.values["item_id"])
        shown = client.get(page)
        if shown.status_code != 200:  # an entry of another kind of item
            continue
        before = kept(cache)
        with monkeypatch.context() as patch:
            if views[rule] is not None:
                patch.setattr(cache, "_inner", None)  # nobody is asked for a page
            for query in (
                "zz=1",
                "utm_source=a&utm_source=b",
                "evil[]=evil.example",
                "lang=xx",
                "&&==",
                "%zz",
                "zz=" + "x" * 900,
            ):
                answer = client.get(f"{page}?{query}")
                told = answer.data == shown.data if views[rule] is not None else answer.status_code in (200, 400)
                assert told, (rule, query)
        assert kept(cache) == before, rule

    assert len(views) > 20
    assert sum(asks is None for asks in views.values()) == 17


def test_a_page_is_the_same_for_whoever_comes_first_with_a_made_up_parameter(make_app):
    clients = [client_of(make_app()) for _ in range(2)]
    page = f"/events/{make_event().slug}/"

    answers = [clients[0].get(f"{page}?evil=evil.example&lang=en&lang=zh"), clients[0].get(f"{page}?lang=en")]

    assert answers[0].data == answers[1].data == clients[1].get(f"{page}?lang=en").data
    assert b"evil" not in answers[0].data


def test_pages_asked_for_with_a_query_do_not_push_out_those_without(make_app, monkeypatch):
    monkeypatch.setattr("eventmgr.tools.web.responses.cache._MOST_PAGES", 5)
    client = client_of(make_app())
    cache = client.application.extensions["page_cache"]
    page = f"/events/{make_event().slug}/"
    client.get(page)
    for number in range(20):
        client.get(f"/?q=word{number}")

    paths = [key[:2] for key in kept(cache)]
    assert (page, "") in paths
    assert len(paths) == 6


@pytest.mark.parametrize("host", ["localhost:1", "localhost:65535", "127.0.0.1"])
def test_a_page_is_kept_once_whichever_of_our_hosts_and_ports_is_named(make_app, host):
    client = client_of(make_app())
    cache = client.application.extensions["page_cache"]
    page = f"/events/{make_event().slug}/"
    first = client.get(page)
    second = client.get(page, base_url=f"http://{host}")

    assert second.data == first.data
    assert len(kept(cache)) == 1


def test_a_kept_page_is_not_for_a_foreign_host(make_app):
    client = client_of(make_app())
    page = f"/events/{make_event().slug}/"
    answers = [client.get(page, base_url=base).status_code for base in ("http://localhost", "http://evil.example")]

    assert answers == [200, 400]


def kept(cache) -> list[tuple[str, ...]]:
    """The keys of everything that is kept."""
    return [*cache._plain.keys(), *cache._asked.keys()]
