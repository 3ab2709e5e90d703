"""Forms: status, refusals, one-time ids, and how the macros draw them."""

from __future__ import annotations

import uuid

import pytest
from flask import render_template_string
from wtforms import BooleanField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from eventmgr.ground.errors import Refusal
from eventmgr.tools.web.fields import BilingualLine, CodeMultiSelect, InstantField, LineField, Required
from eventmgr.tools.web.forms import Form, Problem

PAGE = """{% from "macros/forms.html" import form_open, form_close, field, group, submit %}
{{ form_open(form) }}{% call group("Who") %}{% for f in form if f.type != "_OneTimeId" %}{{ field(f) }}{% endfor %}
{% endcall %}{{ submit("Send") }}{{ form_close() }}"""


class Guest(Form):
    """A small form."""

    name = LineField("Name", [Required()], description="As in the passport")
    title = BilingualLine("Title")
    nick = StringField("Nick", [Length(max=3)])
    room = RadioField("Room", choices=[SelectChoice("s", "Single"), SelectChoice("d", "Double")], default="s")
    topics = CodeMultiSelect("Topics", choices=[("a", "A"), ("b", "B")])
    at = InstantField("Arrival", zone="Europe/Berlin")
    news = BooleanField("E-mails")


def test_a_form_that_nobody_sent_is_fine(bare):
    with bare.test_request_context():
        assert Guest().status == 200


def test_a_wrong_form_answers_422(bare):
    with bare.test_request_context(method="POST", data={}):
        form = Guest()

        assert (form.validate_on_submit(), form.status) == (False, 422)


def test_a_refusal_stands_beside_its_field_with_its_status(bare):
    with bare.test_request_context("/?lang=en", method="POST", data={"name": "a", "room": "s"}):
        form = Guest()
        assert form.validate_on_submit()

        form.refuse(Refusal("Taken.", field="name"))

        assert (form.status, form.problems()) == (409, [Problem("name", "Name", "Taken.")])


def test_a_refusal_without_a_field_here_stands_above_the_form(bare):
    with bare.test_request_context(method="POST", data={"name": "a", "room": "s"}):
        form = Guest()
        form.validate_on_submit()

        form.refuse(Refusal("Closed.", field="elsewhere"))

        assert (form.status, form.problems()) == (409, [Problem("", "", "Closed.")])


def test_the_one_time_id_is_new_for_each_form_and_kept_when_sent_back(bare):
    known = str(uuid.uuid4())
    with bare.test_request_context():
        first, second = Guest().form_id.data, Guest().form_id.data
    with bare.test_request_context(method="POST", data={"form_id": known}):
        kept = Guest().form_id.data
    with bare.test_request_context(method="POST", data={"form_id": "<script>"}):
        replaced = Guest().form_id.data

    assert (len({first, second}), kept, str(uuid.UUID(replaced)) == replaced) == (2, known, True)


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        ("en", ["Enter at most 3 characters.", "Choose from the list."]),
        ("zh", ["请最多填写 3 个字。", "请从列表中选择。"]),
    ],
)
def test_stock_messages_are_in_our_words_and_both_languages(bare, lang, sentences):
    with bare.test_request_context(f"/?lang={lang}", method="POST", data={"name": "a", "nick": "abcd", "room": "x"}):
        form = Guest()
        form.validate()

        assert [problem.message for problem in form.problems()] == sentences


def drawn(bare, **typed):
    """The form as HTML, in English, after `typed` was sent."""
    with bare.test_request_context("/?lang=en", method="POST" if typed else "GET", data=typed):
        form = Guest()
        if typed:
            form.validate()
        return " ".join(render_template_string(PAGE, form=form).split())


def test_every_field_is_drawn_with_label_and_help_tied_to_it(bare):
    page = drawn(bare)

    assert '<label class="form-label" for="name">Name <span class="need">required</span>' in page
    assert '<div class="form-text" id="name-help">As in the passport</div>' in page
    assert '<input aria-describedby="name-help" class="form-control" id="name" name="name" required type="text"' in page
    assert page.count("<fieldset") == 4
    assert 'id="title_zh" name="title_zh" lang="zh-CN"' in page
    assert 'type="radio" class="form-check-input" id="room-0" name="room" value="s" checked>' in page
    assert 'type="checkbox" class="form-check-input" id="topics-1" name="topics" value="b">' in page
    assert "Local time: Berlin time" in page
    assert 'role="alert"' not in page


def test_errors_are_listed_first_with_links_and_stand_at_their_fields(bare):
    page = drawn(bare, nick="abcd")

    assert '<div class="alert alert-danger summary" role="alert" id="errors" tabindex="-1" autofocus>' in page
    assert "2 things need to be changed:" in page
    assert '<a class="alert-link" href="#name">Fill in “Name”.</a>' in page
    assert '<a class="alert-link" href="#nick">Nick</a>: Enter at most 3 characters.' in page
    assert '<div class="error" id="name-error">Fill in “Name”.</div>' in page
    assert (
        'aria-describedby="name-help name-error" aria-invalid="true" class="form-control is-invalid" id="name"' in page
    )


def test_what_was_typed_comes_back_escaped(bare):
    page = drawn(bare, name="<b>", title_en='"><i>')

    assert 'value="&lt;b&gt;"' in page
    assert 'lang="en" value="&#34;&gt;&lt;i&gt;"' in page


def test_templates_hold_no_inline_style_or_script(bare):
    page = drawn(bare, name="")

    assert [word for word in ("style=", "<script", "onclick", "javascript:") if word in page] == []
