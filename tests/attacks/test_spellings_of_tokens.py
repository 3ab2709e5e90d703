"""One link in many spellings.

Base64 and base32 have bits to spare in the last letter: up to sixteen endings decode to the same token, and `=` may
follow. A link that was passed on could be told from the first one, a cache holds it many times, a log or a block list
of one spelling misses the others. Tried here: every last letter, every case, trailing signs; codes as people type them.
"""

from __future__ import annotations

import string

import pytest

from eventmgr.event.registration.letters.writing import check_in_code, my_token
from eventmgr.tools.web.tokens import read, sign
from tests.factories import make_event, make_registration
from tests.output.calendars.feeds import personal_address

ALPHABET = string.ascii_letters + string.digits + "-_"


@pytest.mark.parametrize("kind", ["my", "feed"])
def test_a_token_of_a_page_has_one_spelling(app, kind):
    token = sign(kind, 123, 1)
    others = [token[:-1] + char for char in ALPHABET]
    others += [token + end for end in ("=", "==", "A", " ", "\n", "-")] + [
        token.swapcase(),
        f" {token}",
        token.replace("_", "/"),
    ]

    assert [other for other in others if read(kind, other) is not None] == [token]


def test_a_check_in_code_has_one_last_letter(app):
    code = sign("check-in", 123, 1)
    others = [code[:-1] + char for char in string.ascii_uppercase + "234567"] + [f"{code}=", f"{code}A"]

    assert [other for other in others if read("check-in", other) is not None] == [code]


def test_a_check_in_code_is_read_as_people_type_it(app):
    code = sign("check-in", 123, 1)
    groups = [code[start : start + 4] for start in range(0, len(code), 4)]
    wide = "".join(chr(ord(char) + 0xFEE0) for char in code)

    for typed in (code.lower(), " ".join(groups), "-".join(groups).lower(), f" {code}\n", wide):
        assert read("check-in", typed) == (123, 1), typed


def test_other_spellings_of_a_link_are_not_found(client):
    place = make_registration(make_event())
    token, feed = my_token(place), personal_address(place)
    ends = [char for char in ALPHABET if char != token[-1]]

    assert client.get(f"/my/{token}/").status_code == 200
    assert {client.get(f"/my/{token[:-1]}{end}/").status_code for end in ends} == {404}
    assert {client.get(f"/my/{other}/").status_code for other in (f"{token}=", token.swapcase(), f"{token}%20")} == {
        404
    }
    assert client.get(feed.replace(".ics", "=.ics")).status_code == 404


def test_a_code_that_is_far_too_long_is_no_code(app):
    assert read("check-in", check_in_code(make_registration(make_event())) + " " * 100_000) is None
