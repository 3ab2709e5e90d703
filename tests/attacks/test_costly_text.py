"""One post that keeps a process busy for minutes.

The attacker has no account. Combining marks must be put into one order when text is normalised, and that costs the
square of how many stand in a row: 24,000 marks in the wrong order took six seconds, one mebibyte minutes, and the text
was normalised before its length was looked at. Tried here: marks as long as a form may be, in every field in which
anybody can type; blanks, dots, direction marks and letters that grow when they are folded, in growing numbers.

Time is not measured: what reaches `unicodedata.normalize` is, and how many steps the marks in it need.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.engines.matching.reading import MalformedListings, read_listings
from eventmgr.ground import text
from eventmgr.ground.errors import Refusal
from eventmgr.tools.taxonomy.mobile import normalize_mobile
from tests.conftest import client_of
from tests.factories import make_admin, make_event
from tests.safety.hostile import post
from tests.safety.worlds import OFFICE, PUBLIC, form_at
from tests.soak import drawn, either

MISORDERED = "\u0301\u0316"
"""Two marks that change places when they are put into order."""
CLEANINGS = (text.clean, text.clean_line, text.person_name, text.organization_name, text.folded, text.clean_code)
PATTERNS = (
    MISORDERED, f"a{MISORDERED * 14}", "\u0344", "\u0f73\u0344", "\uff9e\u0316", "\u0958\u0316\u0301", "·  ", " ", "　·",
    "\u2067", "\u202e\u202c", "\u2067\n", "\ufdfa", "（ ", "\r\n", "张 ", "\u1100\u1161", "a·\u0301 ",
)  # fmt: skip
MOST_TYPED = either(40, 8)
"""Fields of one form that are filled at once."""
TYPED = either(100_000, 1_000_000)
"""Bytes of them together: enough to be seen in each, or near to what a form may hold."""


@pytest.fixture
def normalised(monkeypatch):
    """Every text that was normalised from here on."""
    seen: list[str] = []

    def normalize(form, value):
        seen.append(value)
        return unicodedata.normalize(form, value)

    real = {name: getattr(unicodedata, name) for name in ("combining", "category")}
    monkeypatch.setattr(text, "unicodedata", SimpleNamespace(normalize=normalize, **real))
    return seen


def steps(value: str) -> int:
    """How often two marks are compared, at most, to put those of `value` into order."""
    total = run = 0
    for char in value:
        run = run + 1 if _is_mark(char) else 0
        total += run
    return total


@cache
def _is_mark(char: str) -> bool:
    return bool(unicodedata.combining(unicodedata.normalize("NFKD", char)[0]))


@pytest.mark.parametrize("pattern", PATTERNS)
def test_cleaning_costs_four_times_as_much_for_four_times_the_text(normalised, pattern):
    for cleaning in CLEANINGS:
        costs = []
        for number in (1_000, 4_000):
            normalised.clear()
            cleaning(pattern * number)
            costs.append(sum(map(steps, normalised)) + sum(map(len, normalised)) + 1000)
        assert costs[1] <= 5 * costs[0], cleaning


def test_more_than_thirty_marks_in_a_row_are_cut():
    assert len(text.clean("e" + "\u0316" * 500)) == 31
    assert len(text.clean("e" + "\u0301" * 30)) == 30
    assert text.clean("e" + "\u0301" * 30) == unicodedata.normalize("NFC", "e" + "\u0301" * 30)


def test_what_people_write_keeps_all_its_marks():
    for words in ("ẹ̀kọ́ Yorùbá", "Z̸a̷l̶g̵o̴", "हिन्दी में", "شَدَّة", "Tiếng Việt", "གྷྱཱུྃ"):
        assert text.clean(words) == unicodedata.normalize("NFC", words)


@given(st.text(st.sampled_from("a一 ·(\u0301\u0316\u0344\u0f73\u0958\uff9e\u1f82\u3099\u0345_"), max_size=120))
def test_cut_text_stays_as_it_is(value):
    for cleaning in (text.clean, text.person_name, text.organization_name):
        once = cleaning(value)
        assert (cleaning(once), text.is_clean(once)) == (once, True)


def test_every_character_that_is_a_mark_is_seen_as_one():
    """The quick look for many marks must not overlook any of Unicode's."""
    marks = [char for char in map(chr, range(0x110000)) if _is_mark.__wrapped__(char)]

    assert [char for char in marks if not text._MANY_MARKS.fullmatch(char * 13)] == []


@pytest.mark.one_engine
@pytest.mark.usefixtures("frozen")
@pytest.mark.parametrize("rule", drawn(PUBLIC, 2, turn=1) + drawn(OFFICE, 8, turn=1))
def test_no_field_of_any_form_normalises_a_text_that_is_far_too_long(app, fresh_world, sign_in, normalised, rule):
    world, browser = fresh_world(), client_of(app)
    if rule in OFFICE:
        sign_in(make_admin(), browser)
    form = form_at(browser, world, rule).complete()
    assert app.config["MAX_FORM_MEMORY_SIZE"] > TYPED
    for start in range(0, len(form.names), MOST_TYPED):
        names = form.names[start : start + MOST_TYPED]
        flood = MISORDERED * (TYPED // 12 // (len(names) + 1))
        normalised.clear()
        answer = post(browser, form, form.with_values(dict.fromkeys(names, flood)))

        assert answer.status_code < 500, names
        assert max(map(len, normalised), default=0) <= 1000
        assert max(map(steps, normalised), default=0) <= 1000 * text.MOST_MARKS


@pytest.mark.usefixtures("frozen")
def test_the_registration_form_refuses_a_flood_with_what_was_typed(client):
    event = make_event()
    flood = MISORDERED * 12_000

    answer = client.post(f"/events/{event.slug}/register/?lang=en", data={"name": flood, "title": "处长"})

    assert (answer.status_code, flood in answer.text, "处长" in answer.text) == (422, True, True)
    assert "“Name” may have at most 50 characters; it has 24,000. Shorten it." in answer.text


def test_a_cell_of_a_file_that_is_far_too_long_is_refused_unread(normalised):
    head = "id,kind,title,text\n"
    with pytest.raises(MalformedListings) as refusal:
        read_listings(f"{head}1,demand,a,{MISORDERED * 60_000}\n".encode())

    assert "20,000" in str(refusal.value)
    assert max(map(len, normalised)) < 1000


def test_a_number_made_of_marks_is_refused(normalised):
    with pytest.raises(Refusal):
        normalize_mobile(MISORDERED * 12_000)

    assert max(map(steps, normalised)) <= 31 * 24_000
