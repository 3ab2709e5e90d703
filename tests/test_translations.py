"""Both languages are complete, and the tool that keeps them so loses nothing."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from eventmgr.ground.i18n import _n, speaking
from tests.architecture import WINGS
from tests.conftest import ROOT, script

catalogue = script("catalogue")

PYTHON = 'print(_("Save"), _n("%(n)s seat", "%(n)s seats", 2, n=2))\n'
TEMPLATE = '{{ _("Save") }} {% trans %}Hello{% endtrans %}\n'
HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'


def test_every_message_is_complete_in_both_languages():
    assert catalogue.check(ROOT) == []


TWO_MEANINGS = {
    "From": "sender, first day",
    "To": "reader of an e-mail, last day",
    "Address": "of a place, of a page",
    "Places": "of an event, of a session, spots",
    "Open": "not done, to open",
    "Office": "who organizes, what they fill in",
}
"""Words that Chinese says with different words: where one is needed, it gets a message of its own (`Events until`)."""


def lone_words(uses: set[str]) -> list[str]:
    """The messages that are one word with two meanings."""
    return sorted(uses & set(TWO_MEANINGS))


def test_no_message_is_a_lone_word_with_two_meanings():
    """One catalogue serves all pages: the date filter of the front page once read 收件人, the other meaning of `To`."""
    uses, _complaints = catalogue.collect(ROOT)

    assert lone_words({text for context, text in uses if context is None}) == []
    assert lone_words({"To", "Today"}) == ["To"]


def unseen_messages(source: str) -> list[int]:
    """Lines of a program where a message stands inside an f-string: there the reader of messages does not look."""
    return [
        call.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "_l")
    ]


def test_no_message_hides_in_an_f_string():
    """An export was named `registrations` in Chinese, too, because its message was never read."""
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sorted((ROOT / "eventmgr").rglob("*.py"))
        if re.search(r"\bf[\"']", text := path.read_text("utf-8")) and (lines := unseen_messages(text))
    }

    assert found == {}
    assert unseen_messages("name = f\"{_('registrations')}.csv\"") == [1]


def test_the_catalogues_know_the_wings_in_their_order():
    assert tuple(WINGS) == catalogue.WINGS


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A small tree: `accounts` and `events` both say "Save"."""
    write(tmp_path / "eventmgr/identity/accounts/signing_in/views.py", PYTHON)
    write(tmp_path / "templates/event/events/show.html", TEMPLATE)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def translate(house: Path, room: str, **texts: str) -> None:
    """Give `room` a Chinese file with the translations `English=Chinese`."""
    lines = "".join(f'msgid "{english}"\nmsgstr "{chinese}"\n\n' for english, chinese in texts.items())
    write(house / f"eventmgr/translations/zh_CN/{room}.po", HEAD + lines)


def chinese(house: Path) -> dict[str, list[str]]:
    """Feature -> the English of its entries, in the order of the file."""
    book = catalogue.read_book(house, "zh_CN")
    return {room: [text for _context, text in entries] for room, entries in book.items()}


def test_a_message_stands_in_the_lowest_room_that_uses_it(house: Path):
    catalogue.update(house)

    assert chinese(house) == {"identity/accounts": ["%(n)s seat", "Save"], "event/events": ["Hello"]}


def test_update_moves_a_translation_to_its_home_and_keeps_it(house: Path):
    translate(house, "event/events", Save="保存", Hello="你好")

    catalogue.update(house)

    assert catalogue.read_book(house, "zh_CN")["identity/accounts"][None, "Save"].texts == ("保存",)
    assert chinese(house)["event/events"] == ["Hello"]


def test_update_keeps_what_is_not_used_until_it_is_pruned(house: Path):
    translate(house, "event/events", Hello="你好", Later="以后")

    catalogue.update(house)
    assert chinese(house)["event/events"] == ["Hello", "Later"]

    catalogue.update(house, prune=True)
    assert chinese(house)["event/events"] == ["Hello"]


def test_a_second_update_changes_no_byte(house: Path):
    catalogue.update(house)

    assert catalogue.update(house) == []


def test_update_reports_a_template_that_cannot_be_read_and_loses_nothing(house: Path):
    translate(house, "event/events", Hello="你好")
    write(house / "templates/event/events/show.html", '{{ _("Hello" }}')

    report = catalogue.update(house)

    assert report[0].startswith("templates/event/events/show.html: cannot be read")
    assert chinese(house)["event/events"] == ["Hello"]


def test_check_names_what_is_missing_empty_contradicting_and_unused(house: Path):
    translate(house, "identity/accounts", Save="保存")
    translate(house, "event/events", Save="存储", Gone="没有了")
    write(house / "eventmgr/translations/zh_CN/identity/accounts.po", HEAD + 'msgid "Save"\nmsgstr ""\n')

    found = [line for line in catalogue.check(house) if line.startswith("zh_CN")]

    assert found == [
        "zh_CN/identity/accounts.po: '%(n)s seat' is missing (run update)",
        "zh_CN/identity/accounts.po: 'Save' has no complete translation",
        "zh_CN/event/events.po: 'Hello' is missing (run update)",
        "zh_CN/event/events.po: 'Save' contradicts or repeats identity/accounts.po (run update)",
        "zh_CN/event/events.po: 'Gone' is no longer used (run update --prune)",
    ]


def test_check_names_placeholders_that_differ(house: Path):
    write(house / "eventmgr/identity/accounts/signing_in/views.py", '_("Dear %(name)s,")\n')
    write(house / "templates/event/events/show.html", "")
    write(
        house / "eventmgr/translations/zh_CN/identity/accounts.po",
        HEAD + 'msgid "Dear %(name)s,"\nmsgstr "%(nom)s您好："\n',
    )
    catalogue.update(house)

    assert catalogue.check(house) == [
        "zh_CN/identity/accounts.po: 'Dear %(name)s,' has other placeholders than its translation"
    ]


def test_two_different_translations_of_one_message_are_both_kept_and_reported(house: Path):
    translate(house, "identity/accounts", Save="保存")
    translate(house, "event/events", Save="存储")

    catalogue.update(house)

    assert chinese(house)["event/events"] == ["Hello", "Save"]
    assert "zh_CN/event/events.po: 'Save' contradicts or repeats identity/accounts.po (run update)" in catalogue.check(
        house
    )


@pytest.mark.usefixtures("app")
def test_english_says_its_messages_with_singular_and_plural():
    with speaking("en"):
        said = [_n("%(num)s seat of the house", "%(num)s seats of the house", number) for number in (0, 1, 2)]

    assert said == ["0 seats of the house", "1 seat of the house", "2 seats of the house"]


def test_compiling_twice_gives_the_same_bytes(house: Path):
    translate(house, "identity/accounts", Save="保存")
    catalogue.update(house)

    assert len(catalogue.compile_all(house)) == 1
    assert catalogue.compile_all(house) == []
