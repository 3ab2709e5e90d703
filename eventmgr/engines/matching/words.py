"""Where words begin and end in a Chinese text: needed to name whole words only. No dictionary of the language is
needed.

A boundary is what is sure: an end of the text, a change of script, a word that every listing uses, a word of the
lexicon; and in between a pair of characters that stands together less often, in the listings compared, than both its
neighbours do: of 双方分成 方 and 分 do. What stands between two boundaries in both texts is a word, or several whole ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise

from eventmgr.engines.matching.lexicon import list_words
from eventmgr.engines.matching.terms import BREAKS

_RUNS = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]+")
_FAR_LESS = 4
_PARTS_OF_WORDS = frozenset(
    # Words in which a character that mostly only joins others is a part of the word itself.
    """
    能力 能源 能耗 能量 能效 功能 性能 智能 节能 产能 技能 才能 热能 电能 风能
    效能 职能 储能 机能 赋能 动能 势能 用能 耗能 核能 光能 可能 会议 展会 社会
    协会 机会 会计 会员 商会 学会 大会 会展 工会 会场 可靠 可视 可控 可追 可燃
    可降 可用 可行 许可 认可 需求 需方 供需 必需 急需 所需 按需 要求 求购 诉求
    请求 求职 追求 主要 重要 要素 必要 要点 概要 对接 对账 对比 对外 对标 对口
    针对 面对 应对 绝对 相对 配对 对象 对话 对策 对方 行为 作为 成为 因为 人为
    以上 以下 以内 以外 难以 位于 基于 等于 低于 高于 优于 大于 小于 便于 易于
    过程 过滤 超过 过载 过热 过磅 过期 过审 经过 过关 过温 获得 取得 难得 心得
    地区 基地 场地 用地 当地 产地 土地 地方 地址 工地 异地 落地 内地 地磅 拿地
    各地 本地 地面 地下 地图 地铁 飞地 找地 两地 属地 高地 地市 目的 了解 总和
    饱和 中和 参与 涉及 普及 及时 等级 等保 等离 高等 平等 同等 等待 等效 把关
    把握 给排 供给 给料 补给 在线 存在 在制 在建 在途 在职 正在 现在 潜在 在岗
    有色 有毒 有机 有效 拥有 有源 有害 所有 国有 自有 有关 具有 含有 还原 都市
    就业 就近 成就 太阳 太空 想象 设想 理想 申请 邀请 其他 从业 从事 服从 到货
    到位 达到 到期 到场 收到 到岗 报到 到达 着色 沿着 再生 再制 再造 个性 个人
    个体 将来 规则 原则 准则 例如 如何 如果
    """.split()  # noqa: SIM905 -- a list of them takes two hundred lines
)


def boundaries(text: str, frequency: Callable[[str], int]) -> set[int]:
    """Positions in `text` (in its one spelling, `terms.plain`) at which a word surely begins or ends.

    Args:
        frequency: how many listings hold a pair of characters.
    """
    positions = set()
    for run in _RUNS.finditer(text):
        joints = {run.start(), run.end(), *_of_common_words(text, run.start(), run.end())}
        joints |= _of_known_words(text, run.start(), run.end())
        positions |= joints | _weakest(text, sorted(joints), frequency)
    return positions


def _of_common_words(text: str, start: int, end: int) -> set[int]:
    """Both ends of each word that every listing uses, unless its character is a part of another word here."""
    positions = set()
    for word in BREAKS.finditer(text, start, end):
        at, behind = word.span()
        if behind - at > 1 or not (
            text[at - 1 : behind] in _PARTS_OF_WORDS or text[at : behind + 1] in _PARTS_OF_WORDS
        ):
            positions |= {at, behind}
    return positions


def _of_known_words(text: str, start: int, end: int) -> set[int]:
    """Both ends of each word of the lexicon, the longest first where several begin."""
    known, positions, at = _known(), set(), start
    while at < end:
        word = next((word for word in known.get(text[at : at + 2], ()) if text.startswith(word, at)), "")
        if word and at + len(word) <= end:
            positions |= {at, at + len(word)}
        at += len(word) or 1
    return positions


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """First two characters → the words that begin so, the longest first."""
    table: dict[str, set[str]] = {}
    for word in list_words():
        if len(word) > 1:
            table.setdefault(word[:2], set()).add(word)
    return {key: tuple(sorted(words, key=lambda word: (-len(word), word))) for key, words in table.items()}


def _weakest(text: str, joints: list[int], frequency: Callable[[str], int]) -> set[int]:
    """Where two characters stand together less often than each does with its other neighbour; at an end of what lies
    between two boundaries, far less often than with the only one."""
    positions = set()
    for start, end in pairwise(joints):
        bonds = [_bond(text[at : at + 2], frequency) for at in range(start, end - 1)]
        for place, here in enumerate(bonds):
            near = [bonds[other] for other in (place - 1, place + 1) if 0 <= other < len(bonds)]
            is_weakest = here < max(near, default=0) and all(here <= bond for bond in near)
            if is_weakest and (len(near) > 1 or here * _FAR_LESS <= near[0]):
                positions.add(start + place + 1)
    return positions


def _bond(pair: str, frequency: Callable[[str], int]) -> float:
    """How often the two stand together; never weak with a character that no pair is counted with (`terms`)."""
    return float("inf") if any(BREAKS.fullmatch(char) for char in pair) else frequency(pair)
