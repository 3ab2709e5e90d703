"""Rules that all templates keep, read from their sources."""

import re
from pathlib import Path

import pytest
from flask import Flask

from eventmgr.tools.web.requests.accepted import asks_for_token
from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
_GAP_AFTER_A_COLON = re.compile(r'_\("[^"]*:"[^}]*\) \}\} +[^ \n]')
_CANCELLING = re.compile(r'buttons\(_\("Cancel [^"]*"\)(?:(?!back=_)[^}])*\}\}')
_DELETING = re.compile(r'buttons\(_\("Delete [^"]*"\)(?:(?!btn-danger)[^}])*\}\}')
_SENT = re.compile(r'<form [^>]*method="post".*?</form>', re.DOTALL)
_TOKEN = re.compile(r"\bcsrf\(\)|\bcsrf_token\(\)|\bhidden\(\w")
_ACTION = re.compile(r"""<form method="post" action="\{\{ url_for\('([a-z_.]+)'""")
_FORMS = "templates/macros/forms.html"
PASSES_ON = {"templates/errors/proving.html"}
"""It sends once more what was sent, the token among it."""
SHARED = {
    "templates/matchmaking/listings/company/send_link.html": ["listings.send_link"],
    "templates/event/registration/register.html": ["registration.send", "registration.edit"],
    "templates/output/papers/certificates/check.html": ["certificates.check"],
    "templates/exchange/desk/ask.html": ["desk.send", "desk_event.send"],
    "templates/exchange/calls/submit.html": ["calls.send"],
    "templates/exchange/entries/join.html": ["entries.enter"],
    "templates/exchange/investment/enquiries/ask.html": ["investment_enquiries.send"],
    "templates/exchange/policies/subscribe.html": ["policies.ask_for_news"],
}
"""Forms that are the same for everybody → where they are sent."""


@pytest.mark.parametrize(
    ("rule", "broken", "kept"),
    [
        (_GAP_AFTER_A_COLON, '{{ _("To:") }} {{ name }}', '{{ _("To:") }}{{ " " if language() == "en" }}{{ name }}'),
        (_CANCELLING, '{{ buttons(_("Cancel registration"), cancel=back) }}', '{{ buttons(_("Cancel it"), back=_("Go back")) }}'),
        (_DELETING, '{{ buttons(_("Delete it"), cancel=back) }}', '{{ buttons(_("Delete it"), class="btn-danger") }}'),
    ],
)  # fmt: skip
def test_a_rule_sees_what_breaks_it(rule: re.Pattern[str], broken: str, kept: str):
    assert (bool(rule.search(broken)), bool(rule.search(kept))) == (True, False)


def test_no_blank_follows_a_full_width_colon():
    assert _found(_GAP_AFTER_A_COLON) == []


def test_the_way_out_of_a_cancellation_is_not_called_cancel():
    """Beside “Cancel registration” a button “Cancel” (取消报名、取消) could be either."""
    assert _found(_CANCELLING) == []


def test_what_cannot_be_undone_has_a_red_button():
    assert _found(_DELETING) == []


@pytest.mark.one_engine
def test_every_form_that_is_sent_carries_the_token_or_goes_where_none_is_asked_for(app: Flask):
    """`form_open` puts it in; a form of one's own calls `csrf()`, or asks the endpoint whether it wants one."""
    assert [
        f"{_name(path)}: {form[0].split(chr(10))[0]}"
        for path in TEMPLATES
        for form in _SENT.finditer(path.read_text("utf-8"))
        if not _TOKEN.search(form[0]) and not _goes_without(form[0]) and _name(path) not in PASSES_ON
    ] == []


@pytest.mark.one_engine
def test_forms_that_are_the_same_for_everybody_go_where_no_token_is_asked_for(app: Flask):
    shared = {_name(path) for path in TEMPLATES if "shared=true" in path.read_text("utf-8")} - {_FORMS}

    assert shared == set(SHARED)
    assert [endpoint for ends in SHARED.values() for endpoint in ends if asks_for_token(endpoint)] == []


def _goes_without(form: str) -> bool:
    action = _ACTION.match(form)
    return action is not None and not asks_for_token(action[1])


def _found(rule: re.Pattern[str]) -> list[str]:
    return [f"{_name(path)}: {found[0]}" for path in TEMPLATES for found in rule.finditer(path.read_text("utf-8"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_what_was_typed_leaves_the_device_once_it_was_sent():
    """A form that keeps a draft is answered by a page of its room that ends it, and that loads the script that does; on pages of
    the office every message of success does."""
    texts = {path: path.read_text("utf-8") for path in TEMPLATES if {"manage", "macros"}.isdisjoint(path.parts)}
    drafting = {path for path, text in texts.items() if re.search(r"form_open\([^}]*\bdraft=", text)}
    ending = {path for path, text in texts.items() if re.search(r"<main[^>]* data-sent", text)}

    assert {path.parent for path in drafting} <= {path.parent for path in ending}
    assert [path for path in ending if not re.search(r"<main[^>]* data-script=[^>]*draft\.js", texts[path])] == []
    assert len(drafting) >= 4
