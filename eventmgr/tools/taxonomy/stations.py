"""Names of stations and airports in English: the place in Hanyu Pinyin, as tickets and signs have it, and what it
is."""

from __future__ import annotations

import re
from functools import cache

from eventmgr.ground.i18n import language
from eventmgr.tools.taxonomy.pinyin import romanized_words
from eventmgr.tools.taxonomy.units import units

_KINDS = {
    "国际机场": "International Airport",
    "机场": "Airport",
    "火车站": "Railway Station",
    "高铁站": "Railway Station",
    "长途汽车站": "Coach Station",
    "汽车站": "Coach Station",
    "客运站": "Coach Station",
    "地铁站": "Metro Station",
    "站": "Railway Station",
}
"""The longest that fits counts, so longer ones stand first."""
_CITIES = (
    *("广州", "武汉", "南京", "杭州", "合肥", "福州", "南昌", "济南", "郑州", "长沙", "南宁", "海口", "成都", "贵阳"),
    *(
        "昆明",
        "拉萨",
        "西安",
        "兰州",
        "西宁",
        "银川",
        "石家庄",
        "太原",
        "沈阳",
        "长春",
        "哈尔滨",
        "苏州",
        "无锡",
        "常州",
    ),
    *("珠海", "佛山", "东莞", "温州", "桂林", "三亚", "烟台", "徐州", "洛阳", "义乌", "昆山", "嘉兴", "绍兴", "泉州"),
)
"""Beside the names of delegation units: places whose stations and airports have a word of their own behind them."""
_DIRECTIONS = frozenset("东南西北")
_TERMINAL = re.compile(r"\s*(?:[Tt]|第?)(\d)\s*号?(?:航站楼)?$")


def station_name(name: str, lang: str = "") -> str:
    """A station as it was typed; in English (`lang`, or the language spoken) by its sound, as far as it is one."""
    if (lang or language()) != "en" or name.isascii():
        return name
    terminal = _TERMINAL.search(name)
    typed = name[: terminal.start()] if terminal else name
    kind = next((kind for kind in _KINDS if typed.endswith(kind) and typed != kind), "")
    words = _place(typed.removesuffix(kind)) if kind else ""
    if not words:
        return name
    told = f"{words} {_KINDS[kind]}"
    return f"{told}, Terminal {terminal[1]}" if terminal else told


def _place(name: str) -> str:
    """Shanghai Hongqiao, Hangzhoudong; empty where a character has no sound."""
    place = next((one for one in _places() if name.startswith(one)), "")
    rest = name.removeprefix(place)
    parts = [name] if not place or not rest or rest in _DIRECTIONS else [place, rest]
    words = [romanized_words(part) for part in parts]
    return " ".join(words) if all(words) else ""


@cache
def _places() -> tuple[str, ...]:
    return (*(unit.short_zh for unit in units()), *_CITIES)
