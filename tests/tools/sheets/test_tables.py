"""The list is found in sheets as offices make them: under titles, with heads of two rows, with sums and notes around it."""

from __future__ import annotations

import pytest

from eventmgr.tools.sheets import Skipped, UnreadableSheet, find_table, read_file, read_pasted
from tests.tools.sheets.books import xls, xlsx
from tests.tools.sheets.tables import FIELDS, keys, names

pytestmark = pytest.mark.one_engine


def table(rows, **more):
    return find_table(read_file(xlsx(rows, **more)), FIELDS)


def test_under_a_merged_title_and_blank_lines_with_running_numbers_and_a_sum():
    found = table(
        [
            ["2026年全国产业转移对接活动（湖南）参会人员回执表"],
            ["填报单位：湖南省工业和信息化厅", None, None, "填报时间：2026年8月20日"],
            [],
            ["序号", "姓名", "工作单位", "职务", "手机号码*"],
            [1, "张　三", "湖南三一重工", "处长", 13800000001],
            [2, "李四", "长沙某公司", None, 13900000002],
            [3],
            [4],
            [],
            ["合 计", "2人"],
            ["注：1. 请于8月25日前报送。"],
            ["填表人：王五", None, "联系电话：0731-88888888"],
        ],
        merged=["A1:E1", "A2:C2", "A11:E11"],
    )

    assert keys(found) == {"B": "name", "C": "organization", "D": "title", "E": "mobile"}
    assert names(found) == ["张　三", "李四"]
    assert [row.number for row in found.rows] == [5, 6]
    assert found.skipped == ((10, Skipped.SUM), (11, Skipped.NOTE), (12, Skipped.NOTE))
    assert found.head_rows == (4,)


@pytest.mark.parametrize("merged", [["D1:E1", "A1:A2", "B1:B2", "C1:C2"], []], ids=["merged", "not merged"])
def test_a_head_of_two_rows_is_joined(merged: list[str]):
    found = table(
        [
            ["序号", "姓名", "单位", "联系方式", None],
            [None, None, None, "手机", "邮箱"],
            [1, "张三", "甲公司", "13800000001", "a@example.com"],
        ],
        merged=merged,
    )

    assert [head.text for head in found.heads] == ["姓名", "单位", "联系方式 / 手机", "联系方式 / 邮箱"]
    assert keys(found) == {"B": "name", "C": "organization", "D": "mobile", "E": "email"}
    assert found.head_rows == (1, 2)
    assert names(found) == ["张三"]


def test_a_head_of_one_row_above_rows_of_text_keeps_its_rows():
    found = table([["姓名", None, "单位"], ["张三", "男", "甲公司"], ["李四", "女", "乙公司"]])

    assert found.head_rows == (1,)
    assert names(found) == ["张三", "李四"]


def test_a_cell_merged_over_rows_counts_for_each_of_them():
    rows = [["单位", "姓名"], ["甲公司", "张三"], [None, "李四"], [None, "王五"], ["乙公司", "赵六"]]

    for data in (xlsx(rows, merged=["A2:A4"]), xls(rows, merged=[(1, 0, 3, 0)])):
        found = find_table(read_file(data), FIELDS)
        assert [row.values for row in found.rows] == [
            ("甲公司", "张三"),
            ("甲公司", "李四"),
            ("甲公司", "王五"),
            ("乙公司", "赵六"),
        ]


def test_repeated_heads_subtotals_and_examples_are_left_out_and_told():
    found = find_table(
        read_pasted(
            "序号\t姓名\t单位\n示例\t王小明\t某公司\n1\t张三\t甲公司\n小计\t1人\n序号\t姓名\t单位\n2\t李四\t乙公司\n共2人\n合计：2人\t\t"
        ),
        FIELDS,
    )

    assert names(found) == ["张三", "李四"]
    assert [why for _number, why in found.skipped] == [
        Skipped.EXAMPLE,
        Skipped.SUM,
        Skipped.REPEATED_HEAD,
        Skipped.SUM,
        Skipped.SUM,
    ]


def test_a_row_that_lacks_much_is_still_a_row():
    found = table([["姓名", "单位", "手机"], ["张三"], [None, "甲公司"], [None, None, 13800000001]])

    assert [row.number for row in found.rows] == [2, 3, 4]


@pytest.mark.parametrize("name", ["总计划", "Sumit Total", "注册", "合计平", "Example Wang", "例行"])
def test_names_that_begin_like_sums_and_notes_are_names(name: str):
    assert names(table([["姓名", "单位"], [name, "甲公司"]])) == [name]


def test_unknown_heads_are_a_head_too_and_texts_alone_are_none():
    found = table([["清单"], ["货号", "颜色"], ["A1", "红"], ["A2", "绿"]])

    assert [head.text for head in found.heads] == ["货号", "颜色"]
    assert len(found.rows) == 2
    with pytest.raises(UnreadableSheet) as caught:
        find_table(read_pasted("张三"), FIELDS)
    assert "No row with column names" in str(caught.value)


def test_a_column_of_names_alone_is_a_list():
    assert names(find_table(read_pasted("姓名\n张三\n李四"), FIELDS)) == ["张三", "李四"]


def test_a_column_without_a_head_is_offered_and_running_numbers_without_one_are_not():
    found = table([[None, "姓名", None], [1, "张三", "甲公司"], [2, "李四", "乙公司"]])

    assert [(head.letter, head.text) for head in found.heads] == [("B", "姓名"), ("C", "")]


@pytest.mark.parametrize(
    ("upper", "lower", "heads"),
    [
        ("姓名,单位,联系电话", ",,手机", ["姓名", "单位", "联系电话 / 手机"]),
        ("姓名,单位,联系电话,联系电话", ",,手机,邮箱", ["姓名", "单位", "联系电话 / 手机", "联系电话 / 邮箱"]),
        ("姓名,单位,手机", "姓名,单位,手机", ["姓名", "单位", "手机"]),
    ],
)
def test_a_text_knows_no_merged_cells_and_a_row_of_names_of_columns_is_no_row_of_its_list(upper, lower, heads):
    found = find_table(read_file(f"{upper}\n{lower}\n张三,甲公司,13800000001,a@example.com\n".encode()), FIELDS)

    assert [head.text for head in found.heads][: len(heads)] == heads
    assert names(found) == ["张三"]
