"""The buttons of a page's head, taken apart."""

import pytest
from markupsafe import Markup

from eventmgr.tools.web.rendering.acts import acts_in

pytestmark = pytest.mark.one_engine

LINK = '<a class="btn" href="/a?b=1&amp;c=2">A &amp; B&nbsp;&#8230;</a>'
FORM = '<form class="one-button" method="post"><input type="hidden" name="t" value="1"><button class="btn btn-primary">Go</button></form>'
MENU = (
    '<details class="menu"><summary class="btn">More</summary><div class="menu-list"><a href="/c">C</a></div></details>'
)


@pytest.mark.parametrize(
    ("html", "primary", "others", "are_many"),
    [
        ("", "", [], False),
        (f"  {LINK}\n", "", [LINK], False),
        (f"{LINK} {FORM}", FORM, [LINK], False),
        (f"{FORM} {LINK} {MENU}", FORM, [LINK, MENU], True),
        (f"{LINK}{LINK}{MENU}", "", [LINK, LINK, MENU], True),
        (
            '<a class="btn">A<br/>B</a><a class="btn">C</a>',
            "",
            ['<a class="btn">A<br/>B</a>', '<a class="btn">C</a>'],
            False,
        ),
    ],
)
def test_the_primary_act_stands_apart(html, primary, others, are_many):
    acts = acts_in(Markup(html))

    assert (acts.primary, acts.others, acts.are_many) == (primary, others, are_many)
