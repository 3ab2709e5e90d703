"""What templates may use."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import render_template_string
from jinja2 import UndefinedError

from eventmgr.ground.i18n import speaking
from eventmgr.tools.web.rendering.drawing import grouped_options, options
from eventmgr.tools.web.rendering.markdown import markdown
from eventmgr.tools.web.rendering.templating import file_size, same_page


def test_unknown_names_are_errors(bare):
    with bare.test_request_context(), pytest.raises(UndefinedError):
        render_template_string("{{ nothing }}")


def test_options_say_the_chosen_code_and_what_was_typed_is_text():
    pairs = [("", "不限"), (1, "<b>"), ('"', "引号")]
    assert options(pairs, 1) == (
        '<option value="">不限</option><option value="1" selected>&lt;b&gt;</option><option value="&#34;">引号</option>'
    )
    assert options(pairs).count(" selected") == 0
    assert options(pairs, "").startswith('<option value="" selected>')


def test_options_stand_under_headings():
    groups = {"A & B": [("a", "甲")], "空": []}
    assert grouped_options(groups, "a") == (
        '<optgroup label="A &amp; B"><option value="a" selected>甲</option></optgroup><optgroup label="空"></optgroup>'
    )


def test_markdown_is_drawn_from_the_third_heading_on():
    assert str(markdown("# A\n\none **two**\nthree")) == "<h3>A</h3>\n<p>one <strong>two</strong><br>\nthree</p>"


def test_a_full_stop_inside_of_chinese_emphasis_ends_it():
    shown = "<p><strong>个人信息处理者</strong>：样例办公室</p>\n<p><strong>注：</strong> 2 ** 3：**4</p>"
    assert str(markdown("**个人信息处理者：**样例办公室\n\n**注：** 2 ** 3：**4")) == shown
    assert (
        str(markdown("按**查找**，再按。**导入**即可"))
        == "<p>按<strong>查找</strong>，再按。<strong>导入</strong>即可</p>"
    )


def test_headings_of_markdown_leave_no_gap():
    assert str(markdown("## A\n\n#### B")) == "<h3>A</h3>\n<h4>B</h4>"


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        '<p id="a" class="b" name="c" data-x="d" style="color:red" onclick="e()">f</p>',
        "[x](javascript:alert(1))",
        "![x](https://example.com/x.png)",
        '<form action="/x"><input name="y"></form>',
        '<iframe src="https://example.com"></iframe>',
        '<a href="data:text/html,x">x</a>',
    ],
)
def test_markdown_lets_nothing_dangerous_through(typed):
    html = str(markdown(typed)).lower()

    dangers = (
        *("<script", "onclick", "javascript:", "<img", "<form", "<input", "<iframe", "data:", "data-x"),
        *("style=", "id=", "class=", "name="),
    )
    assert [word for word in dangers if word in html] == []


def test_markdown_draws_tables_and_both_kinds_of_lists():
    table = str(markdown("| 时间 | 地点 |\n|:---|---|\n| 9:00 | 一号厅 |"))
    lists = str(markdown("1. a\n2. b\n\n- c\n    - d\n\n`x` ~~y~~ 2\\*3 snake_case_word"))

    assert "".join(table.split()) == (
        "<table><thead><tr><th>时间</th><th>地点</th></tr></thead><tbody><tr><td>9:00</td><td>一号厅</td></tr></tbody></table>"
    )
    assert "".join(lists.split()) == (
        "<ol><li>a</li><li>b</li></ol><ul><li>c<ul><li>d</li></ul></li></ul>"
        "<p><code>x</code>~~y~~2*3snake_case_word</p>"
    )


def test_links_of_markdown_do_not_tell_where_they_come_from():
    assert str(markdown("[x](https://example.com/)")) == (
        '<p><a href="https://example.com/" rel="noopener noreferrer nofollow">x</a></p>'
    )


def test_deeply_nested_markdown_ends_well():
    assert str(markdown("> " * 5000 + "x")).startswith("<")


def test_the_size_of_a_file_is_read_the_same_in_both_languages():
    assert [file_size(size) for size in (0, 296, 1024, 48_700, 1_500_000)] == [
        "0 B",
        "296 B",
        "1 KB",
        "48 KB",
        "1.4 MB",
    ]


def test_a_link_to_the_same_page_keeps_the_filters_and_replaces_one(bare):
    with bare.test_request_context("/list/?q=a b&unit=1&unit=2&cursor=x&lang=en"):
        assert same_page(sort="name", cursor=None) == "/list/?q=a+b&unit=1&unit=2&sort=name"
    with bare.test_request_context("/list/?cursor=x"):
        assert same_page(cursor=None) == "/list/"


def test_times_abroad_name_their_zone_and_those_at_home_keep_it_ready_in_chinese_and_say_it_in_english(bare):
    template = '{% from "macros/dates.html" import instant %}{{ instant(at, "Europe/Berlin") }}|{{ instant(at, "Asia/Shanghai") }}'
    at = datetime(2026, 5, 13, 0, 30, tzinfo=UTC)
    with bare.test_request_context("/"), speaking("en"):
        english = render_template_string(template, at=at)
    with bare.test_request_context("/"), speaking("zh"):
        abroad, home = render_template_string(template, at=at).split("|")

    assert "Wed 13 May 2026, 02:30</time>" in english
    assert "hidden>" not in english
    assert ">Beijing time (UTC+8)</span>" in english
    assert "hidden>" not in abroad
    assert ">柏林时间（UTC+2）</span>" in abroad
    assert 'data-zone="Asia/Shanghai"' in home
    assert " hidden>北京时间（UTC+8）</span>" in home
