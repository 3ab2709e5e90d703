"""A formula that runs in the office's spreadsheet.

The attacker types `=HYPERLINK(…)` as a name and waits until somebody opens the exported list. An apostrophe at the
beginning of the cell was enough for spreadsheets that cut at commas; many countries' cut at semicolons, and there
`x;=1+1` is two cells. And a name that begins with an apostrophe came back without it. Tried here: formulas after every
sign at which some spreadsheet cuts, read with each of those; every value back and forth.
"""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eventmgr.event.registration.office_list.columns import Column
from eventmgr.tools.sheets import as_csv, neutral

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", '"=1"', '""=1')
CUTS = (",", ";", "\t")
MARKED = re.compile(r"""(?:^|(?<=[;\t\r\n]))'(?="*['=+\-@\t\r＝＋－＠])""")
"""An apostrophe that `neutral` may have put in."""


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("before", ["", "x;", "x\t", "x\n", "x\r\n", "x,", '"x";', "x;;"])
@pytest.mark.parametrize("cut", CUTS)
def test_no_cell_is_a_formula_wherever_a_spreadsheet_cuts(formula, before, cut):
    row = {"name": f"{before}{formula}", "title": "a", "note": f"{before}{formula}"}
    columns = [Column(key, key, key, lambda one, key=key: one[key]) for key in row]

    written = as_csv(columns, [row]).decode("utf-8-sig")
    cells = [cell for line in csv.reader(io.StringIO(written, newline=""), delimiter=cut) for cell in line]

    assert [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋"))] == []


@given(st.text(st.sampled_from("'=+-@;\t\r\n\"x,＝ 张")))
def test_every_value_comes_back(value):
    assert MARKED.sub("", neutral(value)) == value


def test_two_values_never_become_one():
    values = ["=1", "'=1", "''=1", "1", "'1", "x;=1", "x;'=1", "O'Neil", "'"]

    assert len({neutral(value) for value in values}) == len(values)
    assert (neutral("=1"), neutral("O'Neil"), neutral("'")) == ("'=1", "O'Neil", "''")
