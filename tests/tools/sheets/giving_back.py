"""Steps of the tests of giving back, which others take too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Typed:
    label: str
    place: int

    def text(self, row: list[Any]) -> str:
        return str(row[self.place])

    def value(self, row: list[Any]) -> Any:
        return row[self.place]


ROWS = [
    ["参会人员回执"],
    ["序号", "姓名", "单位", "联系方式", None],
    [None, None, None, "手机", "邮箱"],
    [1, "张三", "甲公司", "138", date(2026, 9, 3)],
    [2, "李四", None, "13900000002"],
    ["合计", "2人"],
]


MERGED = ["A1:E1", "A2:A3", "B2:B3", "C2:C3", "D2:E2"]
