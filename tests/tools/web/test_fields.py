"""What a person types becomes a clean value, or a sentence that names the field and the way out."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from eventmgr.tools.web.fields import (
    BilingualLine,
    BilingualText,
    CodeMultiSelect,
    CodeSelect,
    DateField,
    InstantField,
    IntField,
    LineField,
    OrganizationField,
    PersonNameField,
    Required,
    TextField,
)
from eventmgr.tools.web.forms import Form

PROVINCES = [("310000", "上海"), ("320000", "江苏")]


class Everything(Form):
    """One field of each kind."""

    line = LineField("Line", longest=5)
    name = PersonNameField("Name")
    organization = OrganizationField("Organization")
    text = TextField("Text", longest=20)
    title = BilingualLine("Title", longest=5)
    story = BilingualText("Story")
    zone = LineField("Zone")
    at = InstantField("Begin", zone="Asia/Shanghai", zone_field="zone")
    day = DateField("Day")
    seats = IntField("Seats", least=1, most=500)
    province = CodeSelect("Province", choices=PROVINCES, blank="any")
    sectors = CodeMultiSelect("Sectors", choices={"Industry": [("C26", "a"), ("C36", "b")], "Other": [("I65", "c")]})


class Needs(Form):
    """Every kind, required."""

    line = LineField("Line", [Required()])
    title = BilingualLine("Title", [Required()])
    at = InstantField("Begin", [Required()])
    seats = IntField("Seats", [Required()])
    sectors = CodeMultiSelect("Sectors", [Required()], choices=[("C26", "a")])


def filled(app: Flask, form: type[Form], **typed: Any) -> Form:
    """`form` as posted with `typed`, validated; in English."""
    pairs = [
        (key, value) for key, values in typed.items() for value in (values if isinstance(values, list) else [values])
    ]
    with app.test_request_context("/?lang=en", method="POST", data=MultiDict(pairs)):
        posted = form()
        posted.validate()
        return posted


def said(app: Flask, **typed: Any) -> list[str]:
    """The sentences about what is wrong."""
    return [problem.message for problem in filled(app, Everything, **typed).problems()]


def test_text_passes_the_door(bare):
    form = filled(bare, Everything, line=" a\u2028b\x00\t c ", name="欧阳 · 样例", organization="ＡＢ 公司(上海)")

    assert [form.line.data, form.name.data, form.organization.data] == ["a b c", "欧阳·样例", "AB公司（上海）"]


def test_long_text_keeps_line_feeds_of_one_kind(bare):
    assert filled(bare, Everything, text="a\r\nb\u2029c\ufffe").text.data == "a\nb\nc"


def test_lengths_count_characters_not_bytes(bare):
    assert said(bare, line="𬭎𬭎𬭎𬭎𬭎") == []
    assert said(bare, line="𬭎𬭎𬭎𬭎𬭎一") == ["“Line” may have at most 5 characters; it has 6. Shorten it."]


def test_a_text_in_two_languages_leaves_out_the_empty_one(bare):
    assert filled(bare, Everything, title_zh=" 会议 ", title_en=" ").title.data == {"zh": "会议"}
    assert filled(bare, Everything, story_zh="", story_en="a\r\nb").story.data == {"en": "a\nb"}


def test_a_text_in_two_languages_is_measured_in_each(bare):
    assert said(bare, title_zh="会议", title_en="Meeting") == [
        "“Title” may have at most 5 characters; it has 7. Shorten it."
    ]


def test_a_text_in_two_languages_shows_what_the_object_holds_until_something_is_posted(bare):
    with bare.test_request_context():
        assert Everything(data={"title": {"zh": "会议", "en": "Talk"}}).title.text("en") == "Talk"
    with bare.test_request_context(method="POST", data={"title_zh": ""}):
        assert Everything(data={"title": {"zh": "会议", "en": "Talk"}}).title.data == {}


def test_a_moment_is_read_on_the_clock_of_the_zone_typed_beside_it(bare):
    form = filled(bare, Everything, zone="Europe/Berlin", at="2026-05-13T08:30")

    assert form.at.data == datetime(2026, 5, 13, 6, 30, tzinfo=UTC)


def test_a_moment_without_zone_is_read_at_home(bare):
    assert filled(bare, Everything, at="2026-05-13T08:30").at.data == datetime(2026, 5, 13, 0, 30, tzinfo=UTC)


def test_a_moment_that_a_clock_change_skips_is_refused(bare):
    assert said(bare, zone="Europe/Berlin", at="2026-03-29T02:30") == [
        "“Begin”: 2026-03-29 02:30 does not exist in Europe/Berlin, because the clocks go forward then. Choose another time."
    ]


def test_of_a_moment_that_comes_twice_the_first_is_meant(bare):
    form = filled(bare, Everything, zone="Europe/Berlin", at="2026-10-25T02:30")

    assert form.at.data == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["tomorrow", "2026-13-01T00:00", "2026-05-13T08:30+08:00", "１"])
def test_what_is_no_moment_gets_an_example(bare, typed):
    assert said(bare, at=typed) == ["“Begin” needs date and time, such as 2026-05-13 08:30."]


@pytest.mark.parametrize("typed", ["0001-01-01T00:00", "1999-12-31T23:59", "2101-01-01T00:00", "9999-12-31T23:59"])
def test_moments_lie_within_a_century(bare, typed):
    assert said(bare, at=typed) == ["“Begin” must be between the years 2000 and 2100."]


def test_days_are_read_and_bounded(bare):
    assert filled(bare, Everything, day="2026-05-13").day.data == date(2026, 5, 13)
    assert said(bare, day="13.5.2026") == ["“Day” needs a date, such as 2026-05-13."]
    assert said(bare, day="0001-01-01") == ["“Day” must be between the years 2000 and 2100."]


@pytest.mark.parametrize("typed", ["0", "501", "9223372036854775808", "-1", "1.5", "1e3", "9" * 5000, "x"])
def test_numbers_out_of_bounds_are_refused(bare, typed):
    assert said(bare, seats=typed) == ["“Seats” must be a whole number from 1 to 500."]


def test_full_width_digits_are_digits(bare):
    assert filled(bare, Everything, seats="１２").seats.data == 12


def test_a_code_off_the_list_is_named(bare):
    assert said(bare, province="999999") == ["“999999” is not among the choices of “Province”. Choose from the list."]
    assert said(bare, sectors=["C26", "Z99"]) == ["“Z99” is not among the choices of “Sectors”. Choose from the list."]


def test_the_empty_choice_is_nothing(bare):
    assert filled(bare, Everything, province="").province.data is None
    assert filled(bare, Everything, province="310000").province.data == "310000"


def test_several_codes_come_once_each_in_the_order_of_the_list(bare):
    assert filled(bare, Everything, sectors=["I65", "C26", "I65"]).sectors.data == ["C26", "I65"]


def test_a_select_shows_groups_and_escapes_words(bare):
    with bare.test_request_context():
        form = Everything(data={"province": "320000"})
        form.province.offer({"East <1>": PROVINCES, "": [("x", "a&b")]})

        assert str(form.province()) == (
            '<select id="province" name="province"><option value="">any<option value="x">a&amp;b'
            '<optgroup label="East &lt;1&gt;"><option value="310000">上海'
            '<option value="320000" selected>江苏</optgroup></select>'
        )


def test_what_is_required_and_missing_is_named_once(bare):
    form = filled(bare, Needs)

    assert [(problem.target, problem.message) for problem in form.problems()] == [
        ("line", "Fill in “Line”."),
        ("title_zh", "Fill in “Title”."),
        ("at", "Fill in “Begin”."),
        ("seats", "Fill in “Seats”."),
        ("sectors-0", "Select “Sectors”."),
    ]


def test_zero_and_one_language_are_enough_for_required_fields(bare):
    form = filled(bare, Needs, line="a", title_en="b", at="2026-05-13T08:30", seats="0", sectors="C26")

    assert form.problems() == []


def test_the_sentences_are_chinese_for_chinese_readers(bare):
    with bare.test_request_context("/?lang=zh", method="POST", data={"seats": "0"}):
        form = Everything()
        form.validate()

        assert form.seats.errors == ["“Seats”应为 1 到 500 之间的整数。"]


@pytest.mark.parametrize("name", ["line", "text", "title_en"])
def test_a_text_that_is_far_too_long_is_refused_unread_and_stands_in_its_field_again(bare, name):
    flood = "x" + "\u0301\u0316" * 5000
    with bare.test_request_context("/?lang=en", method="POST", data={name: flood}):
        form = Everything()
        valid, status, found = form.validate(), form.status, form.problems()
        field = form[name.removesuffix("_en")]
        shown = field.text("en") if name == "title_en" else field._value()

    label, most = str(field.label.text), 20 if name == "text" else 5
    assert (valid, status, shown == flood) == (False, 422, True)
    assert [problem.message for problem in found] == [
        f"“{label}” may have at most {most} characters; it has 10,001. Shorten it."
    ]


@pytest.mark.parametrize("name", ["seats", "at", "day", "province", "sectors"])
def test_a_flood_in_a_field_of_another_kind_is_refused_in_words(bare, name):
    assert len(said(bare, **{name: "\u0301\u0316" * 5000})) == 1


@pytest.mark.parametrize(
    ("sent", "blank", "data", "is_refused"),
    [
        ("b", None, "b", False), ("", None, None, True), (" ", None, None, True), ("c", None, "c", True),
        ("", "—", None, False), ("c", "—", "c", True),
    ],
)  # fmt: skip
def test_a_select_without_an_empty_choice_takes_none(app, sent, blank, data, is_refused):
    class Chosen(Form):
        kind = CodeSelect("种类", choices=[("a", "甲"), ("b", "乙")], blank=blank)

    with app.test_request_context("/", method="POST", data={"kind": sent}):
        form = Chosen()
        assert (form.validate(), form.kind.data) == (not is_refused, data)
