"""Packed, conditional and private answers, of each kind."""

from __future__ import annotations

import gzip

import pytest
from flask import Flask, Response

from eventmgr.tools.web.responses.answers import SMALLEST, content_of, padded, takes_gzip

LONG = "东部和中南部" * 1000


@pytest.fixture
def visitor(bare: Flask):
    """A client of views that answer in several ways."""
    bare.add_url_rule("/long", "long", lambda: LONG)
    bare.add_url_rule("/short", "short", lambda: "x" * (SMALLEST - 1))
    bare.add_url_rule("/stream", "stream", lambda: Response((LONG for _part in range(2)), mimetype="text/csv"))
    bare.add_url_rule("/picture", "picture", lambda: Response(b"x" * 5000, mimetype="image/png"))
    bare.add_url_rule("/tagged", "tagged", lambda: Response(LONG, headers={"ETag": '"abc"'}))
    return bare.test_client()


def test_long_text_is_compressed_for_those_who_accept_it(visitor):
    answer = visitor.get("/long", headers={"Accept-Encoding": "br, gzip"})

    assert (answer.headers["Content-Encoding"], answer.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert gzip.decompress(answer.data).decode() == LONG
    assert answer.content_length == len(answer.data)


def test_others_get_it_plain_and_caches_are_told(visitor):
    answer = visitor.get("/long", headers={"Accept-Encoding": "gzip;q=0"})

    assert (answer.headers.get("Content-Encoding"), answer.headers["Vary"], answer.text) == (
        None,
        "Accept-Encoding",
        LONG,
    )


@pytest.mark.parametrize("path", ["/short", "/stream", "/picture"])
def test_what_is_short_streamed_or_no_text_is_left_alone(visitor, path):
    assert visitor.get(path, headers={"Accept-Encoding": "gzip"}).headers.get("Content-Encoding") is None


def test_a_strong_tag_becomes_weak_because_the_bytes_differ(visitor):
    assert visitor.get("/tagged", headers={"Accept-Encoding": "gzip"}).headers["ETag"] == 'W/"abc"'


def test_the_length_does_not_betray_the_content():
    body = LONG.encode()

    lengths = {len(padded(body)) for _time in range(50)}

    assert len(lengths) > 10


@pytest.mark.parametrize(
    ("accepted", "wanted"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP", True),
        ("br, gzip;q=0.8", True),
        ("*", True),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
        ("gzip;q=0.000, *", False),
        ("*;q=0", False),
        ("*;q=0, gzip", True),
        ("identity;q=0, gzip", True),
        ("identity;q=0", False),
        ("identity, gzip;q=0.5", False),
        ("identity;q=0.5, gzip;q=0.5", True),
        ("deflate, br", False),
        ("gzipped", False),
        ("gzip" + ", br" * 100, True),
        ("gzip;q=0" + ", br" * 100, False),
    ],
)
def test_gzip_is_sent_to_whom_it_is_no_worse_than_plain_bytes(accepted, wanted):
    assert takes_gzip(accepted) is wanted


def test_what_is_short_or_no_text_is_not_packed_and_the_tag_names_the_bytes():
    text, short, picture = (
        content_of(*one) for one in ((b"a" * 600, "text/css"), (b"a", "text/css"), (b"a" * 600, ""))
    )

    assert [one.packed is not None for one in (text, short, picture)] == [True, False, False]
    assert (text.tag == picture.tag, text.tag == short.tag) == (True, False)
    assert text.size == 600 + len(text.packed)
