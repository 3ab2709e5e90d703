"""What the crawl sees of a page, before it is trusted with all of them."""

from __future__ import annotations

import pytest

from eventmgr.tools.web.rendering.dead_links import without_links_below
from tests.crawl.addresses import telling
from tests.crawl.pages import read

_FORM = """<form method=post action="/a?b=1"><input name=q value=1><input type=hidden name=t value=2>
<select name=s><option>x<option value=y selected>z</select><input type=checkbox name=c value=3><input type=radio name=r value=4 checked>
<textarea name=w>words</textarea><input name=off value=5 disabled><input type=file name=f>
<button name=do value=one>1</button><button formaction="/other">2</button></form>"""


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>", "<p style='a'>", "<a onclick=x>", "<a href=' java\nscript:x'>", "<img src=//e.example/x>",
        "<style>a</style>", "<form action=https://e.example>", "<a href=data:text/html,x>", "<base href=/>",
        "<p id=a><b id=a>", "<form method=get><input name=csrf_token></form>",
    ],
)  # fmt: skip
def test_what_runs_is_foreign_or_leaks_is_noticed(html):
    assert len(read(f"<div>{html}</div>", "/").faults) == 1


def test_a_form_is_sent_as_it_stands_with_each_of_its_buttons():
    one, two = read(_FORM, "/here/").forms

    assert one.pairs == (("q", "1"), ("t", "2"), ("s", "y"), ("r", "4"), ("w", "words")) == two.pairs
    assert (one.path, one.button, two.path, two.button) == ("/a?b=1", ("do", "one"), "/other", ("", ""))
    assert (one.files, one.hidden) == (("f",), {"t"})


def test_a_form_that_only_asks_is_a_link_with_what_stands_in_it():
    html = "<form action=/list/><input name=q value=甲><select name=k><option value=''>all<option>b</select></form>"

    assert read(html, "/").links == ["/list/?q=%E7%94%B2&k="]


def test_links_are_followed_on_this_site_alone():
    html = "<a href=x#y>1</a><a href=//elsewhere.example/>2</a><a href=mailto:a@example.com>3</a><a href='?a=b'>4</a>"

    assert read(html, "/here/").links == ["/here/?a=b", "/here/x"]


def test_of_things_those_are_kept_that_show_something_new():
    shown = [("a", {1, 2}), ("b", {2}), ("c", {2, 3})]

    assert telling([(thing, frozenset(what)) for thing, what in shown]) == ["a", "c"]
    assert telling([*((thing, frozenset(what)) for thing, what in shown), ("d", frozenset({1, 2, 3}))], 1) == ["d"]


def test_links_below_a_path_keep_their_words_and_lead_nowhere():
    page = '<a class="btn" href="/events/a/register/">In</a> <a href="/events/b/">B</a> <a href="/manage/">M</a>'

    shown = without_links_below("/events/a/", page)

    assert shown == '<a class="btn">In</a> <a href="/events/b/">B</a> <a href="/manage/">M</a>'
