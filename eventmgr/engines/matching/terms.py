"""What a Chinese text is cut into: single characters, pairs of neighbours, and whole Latin words and numbers.

No dictionary is needed. On the two public sets of sentence pairs that were tried, characters and pairs did as well as
a word segmenter on one and better on the other.
"""

from __future__ import annotations

import re

from eventmgr.ground.text import normalized

_RUNS = re.compile(r"[a-z][a-z0-9]*(?:[-+#.][a-z0-9]+)*|\d+(?:\.\d+)?|[\u3400-\u9fff\U00020000-\U0003ffff]+")
BREAKS = re.compile(
    "希望|需要|想要|打算|准备|计划|要求|寻找|寻求|能够|可以|可供|以及|并且|或者|同时|目前|现有|已经|没有|"
    "我们|我司|我厂|公司|企业|工厂|厂家|有限|提供|解决|问题|进行|实现|通过|用于|采用|相关|各种|各类|"
    "的|了|和|与|及|或|等|把|被|让|给|在|是|有|也|都|还|就|很|太|只|可|想|要|请|其|这|那|从|到|对|为|以|于|之|"
    "我|你|他|它|们|吗|呢|吧|着|过|得|地|又|再|会|能|需|求|找|个|些|每|各|该|将|但|而|且|则|若|如"
)
"""Words that every listing uses."""
Terms = dict[str, int]
"""Term → how often it stands in the text."""


def plain(text: str) -> str:
    """`text` in one spelling: width and case do not matter."""
    return normalized("NFKC", text).casefold()


def terms(text: str) -> Terms:
    """The terms of `text`; words that every listing uses (希望, 提供, 的) divide it and count for nothing."""
    counts: Terms = {}
    for run in _RUNS.findall(BREAKS.sub(" ", plain(text))):
        if run[0] < "\u3400":
            counts[run] = counts.get(run, 0) + 1
            continue
        for start, char in enumerate(run):
            counts[char] = counts.get(char, 0) + 1
            pair = run[start : start + 2]
            if len(pair) > 1:
                counts[pair] = counts.get(pair, 0) + 1
    return counts
