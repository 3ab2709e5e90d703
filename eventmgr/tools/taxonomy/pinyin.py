"""Latin sort keys for Chinese names and places, without a dictionary of 40 MB in every process.

`data/pinyin.txt` (written by scripts/make_pinyin.py) says for each toneless syllable which characters are read so. It
is kept in two arrays of 0.3 MB. What one reading per character cannot know stands here: surnames that are read
differently, and places and words in names of organizations.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.resources import files

from eventmgr.ground.text import normalized

NAME_KEY_LENGTH = 200
SORT_KEY_LENGTH = 400
_MOST_KEPT = 2048

SURNAMES = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "区": "ou", "盖": "ge", "朴": "piao",
    "翟": "zhai", "缪": "miao", "乐": "yue", "折": "she", "员": "yun", "黑": "he", "种": "chong", "重": "chong",
    "宓": "fu", "覃": "qin", "召": "shao", "秘": "bi", "繁": "po", "句": "gou", "洗": "xian", "隗": "wei", "祭": "zhai",
    "郇": "xun", "佴": "nai", "卜": "bu", "阚": "kan", "适": "kuo", "都": "du", "藏": "zang",
}  # fmt: skip
"""Readings of a character at the beginning of a name."""

DOUBLE_SURNAMES = {
    "欧阳": "ou yang", "司马": "si ma", "诸葛": "zhu ge", "上官": "shang guan", "司徒": "si tu", "夏侯": "xia hou",
    "东方": "dong fang", "皇甫": "huang fu", "尉迟": "yu chi", "公孙": "gong sun", "慕容": "mu rong", "令狐": "ling hu",
    "宇文": "yu wen", "长孙": "zhang sun", "轩辕": "xuan yuan", "鲜于": "xian yu", "闾丘": "lu qiu", "万俟": "mo qi",
    "独孤": "du gu", "南宫": "nan gong", "单于": "chan yu", "澹台": "tan tai", "濮阳": "pu yang", "赫连": "he lian",
    "呼延": "hu yan", "端木": "duan mu", "百里": "bai li", "钟离": "zhong li", "淳于": "chun yu", "太史": "tai shi",
    "申屠": "shen tu", "西门": "xi men", "拓跋": "tuo ba", "纳兰": "na lan", "完颜": "wan yan", "哥舒": "ge shu",
    "第五": "di wu", "乐正": "yue zheng", "亓官": "qi guan", "子车": "zi ju", "宰父": "zai fu", "区阳": "ou yang",
}  # fmt: skip
"""Surnames of two characters."""

WORDS = {
    "重庆": "chong qing", "长": "chang", "都": "du", "厦门": "xia men", "六安": "lu an", "番禺": "pan yu",
    "乐清": "yue qing", "蚌埠": "beng bu", "铅山": "yan shan", "涡阳": "guo yang", "洪洞": "hong tong", "单县": "shan xian",
    "浚县": "xun xian", "东阿": "dong e", "荥经": "ying jing", "黄陂": "huang pi", "大埔": "da bu", "会稽": "kuai ji",
    "蔚县": "yu xian", "尉犁": "yu li", "中牟": "zhong mu", "牟平": "mu ping", "吐蕃": "tu bo", "西藏": "xi zang",
    "阿房": "e pang", "柏林": "bo lin", "曾都": "zeng du", "行业": "hang ye", "银行": "yin hang", "商行": "shang hang",
    "分行": "fen hang", "支行": "zhi hang", "总行": "zong hang", "会计": "kuai ji", "重复": "chong fu", "重组": "chong zu",
    "重构": "chong gou", "音乐": "yin yue", "行长": "hang zhang", "校长": "xiao zhang", "院长": "yuan zhang",
    "省长": "sheng zhang", "成长": "cheng zhang", "部长": "bu zhang", "增长": "zeng zhang", "给水": "ji shui",
    "给排水": "ji pai shui", "供给": "gong ji", "人参": "ren shen", "秘鲁": "bi lu",
}  # fmt: skip
"""Readings of places and words; the longest one that begins at a character counts."""

_LONGEST = max(len(word) for word in WORDS)
_NAME_LENGTHS = range(2, 5)


@cache
def _table() -> tuple[array[int], array[int], tuple[str, ...]]:
    """(code points in rising order, number of the syllable of each, syllables)."""
    text = (files("eventmgr.tools.taxonomy") / "data" / "pinyin.txt").read_text("utf-8")
    syllables: list[str] = []
    pairs: list[int] = []
    for line in text.splitlines():
        syllable, _tab, chars = line.partition("\t")
        if chars:
            pairs += [ord(char) << 16 | len(syllables) for char in chars]
            syllables.append(syllable)
    pairs.sort()
    return array("I", (pair >> 16 for pair in pairs)), array("H", (pair & 0xFFFF for pair in pairs)), tuple(syllables)


def syllable(char: str) -> str | None:
    """The usual reading of a Chinese character, toneless (`lv` for 绿); None for any other character."""
    codes, numbers, syllables = _table()
    position = bisect_left(codes, ord(char))
    return syllables[numbers[position]] if position < len(codes) and codes[position] == ord(char) else None


@lru_cache(maxsize=_MOST_KEPT)
def sort_key(text: str) -> str:
    """The key by which organizations and places are sorted: lower-case syllables and words with blanks between
    (重庆 → `chong qing`), at most 400 characters. Unknown characters stand for themselves. Order it by code point."""
    return _key(_plain(text), SORT_KEY_LENGTH)


@lru_cache(maxsize=_MOST_KEPT)
def name_key(name: str) -> str:
    """The key by which people are sorted: surname first, with its own reading (单 → `shan`, 欧阳 → `ou yang`), at most
    200 characters. A foreign name is taken as it is written. Order it by code point."""
    plain = _plain(name)
    surname, given = _split(plain)
    return _key(given, NAME_KEY_LENGTH, before=surname)


@lru_cache(maxsize=_MOST_KEPT)
def romanized(name: str) -> str:
    """A Chinese name in Hanyu Pinyin as GB/T 28039 writes it: surname first, each part in one word (张三 → `Zhang San`,
    欧阳天安 → `Ouyang Tian'an`); the parts of a name with a middle dot one by one. `""` of any other name."""
    parts = _plain(name).split("·")
    if any(not part or any(syllable(char) is None for char in part) for part in parts):
        return ""
    if len(parts) > 1:
        return " ".join(_joined(name_key(part).split()) for part in parts)
    surname, given = _split(parts[0])
    if not surname:
        surname, given = [syllable(given[0]) or ""], given[1:]
    words = (surname, _key(given, NAME_KEY_LENGTH).split())
    return " ".join(_joined(word) for word in words if word)


def romanized_words(text: str) -> str:
    """Chinese characters as one capitalised word by their sound (虹桥 → `Hongqiao`); `""` where one has none."""
    plain = _plain(text)
    if not plain or any(syllable(char) is None for char in plain):
        return ""
    return _joined(sort_key(plain).split())


def _joined(syllables: list[str]) -> str:
    """One capitalised word; an apostrophe where it would be read otherwise."""
    word = "".join(("'" if n and part[0] in "aeo" else "") + part for n, part in enumerate(syllables))
    return word.replace("v", "ü").capitalize()


def _split(name: str) -> tuple[list[str], str]:
    """(syllables of the surname, the rest); no surname where the name is not a Chinese one of two to four
    characters."""
    if len(name) not in _NAME_LENGTHS or any(syllable(char) is None for char in name):
        return [], name
    double = DOUBLE_SURNAMES.get(name[:2]) if len(name) > len("欧阳") else None
    if double:
        return double.split(), name[2:]
    own = SURNAMES.get(name[0])
    return ([own], name[1:]) if own else ([], name)


def _plain(text: str) -> str:
    """Half-width, lower case, Latin letters without accents."""
    apart = normalized("NFKD", normalized("NFKC", text).casefold())
    return normalized("NFC", "".join(char for char in apart if not unicodedata.combining(char)))


def _key(plain: str, limit: int, *, before: list[str] | None = None) -> str:
    parts = before or []
    word = ""
    position = 0
    while position < len(plain):
        reading, length = _reading(plain, position)
        if reading is None and (plain[position].isalnum() and length == 1):
            word += plain[position]
        else:
            parts += [part for part in (word, reading) if part]
            word = ""
        position += length
    return " ".join([*parts, word] if word else parts)[:limit].rstrip()


def _reading(plain: str, position: int) -> tuple[str | None, int]:
    """(reading of the longest known word that begins at `position`, its length); (None, 1) for what is not Chinese."""
    for length in range(min(_LONGEST, len(plain) - position), 0, -1):
        reading = WORDS.get(plain[position : position + length])
        if reading:
            return reading, length
    return syllable(plain[position]), 1
