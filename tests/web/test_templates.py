"""Rules that all templates keep, read from their sources."""

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
_GAP_AFTER_A_COLON = re.compile(r'_\("[^"]*:"[^}]*\) \}\} +[^ \n]')
_CANCELLING = re.compile(r'buttons\(_\("Cancel [^"]*"\)(?:(?!back=_)[^}])*\}\}')
_DELETING = re.compile(r'buttons\(_\("Delete [^"]*"\)(?:(?!btn-danger)[^}])*\}\}')


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


def _found(rule: re.Pattern[str]) -> list[str]:
    return [f"{_name(path)}: {found[0]}" for path in TEMPLATES for found in rule.finditer(path.read_text("utf-8"))]


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
