"""The glossary and the code name the same things, and each thing has one word."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.architecture import FLOOR
from tests.conftest import ROOT, script

PAGE = (ROOT / "docs/inside/glossary.md").read_text("utf-8")
ROOMS = set(FLOOR)
_DEFINITIONS = (ast.ClassDef, ast.FunctionDef)


def test_every_room_every_table_and_every_class_of_the_models_stands_in_the_glossary_and_nothing_else():
    assert faults(PAGE) == []


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("`Series`", "`Serie`", "Serie does not exist"),
        ("`Series`", "", "Series has no word"),
        ("`series`", "`serie`", "table serie does not exist"),
        ("`series`", "", "table series has no word"),
        ("`agenda`", "`programme`", "room programme does not exist"),
        ("`agenda`", "", "room agenda has no word"),
        ("| series |", "| event |", "event stands twice"),
        ("| 系列活动 |", "| 活动 |", "活动 stands twice"),
        ("| 系列活动 |", "| |", "series has no Chinese word"),
    ],
)
def test_a_glossary_that_says_otherwise_than_the_code_is_noticed(was: str, becomes: str, fault: str):
    assert fault in faults(PAGE.replace(was, becomes))


@dataclass(frozen=True)
class Gone:
    """A word that must not come back: its pattern, what is said instead and why, and the texts that may have it."""

    word: str
    instead: str
    allowed: str = r"(?!)"


_MEASURED = r"\d %(?!\()"
"""A blank before the sign; tables of measurements may have it."""

GONE_ZH = (
    Gone("办会", "会务人员、会务组、会务: no official says 办会人"),
    Gone("余额", "剩余名额: 余额 is money"),
    Gone("转正", "递补: 转正 is said of employees"),
    Gone("转为确认", "递补，名额已确认"),
    Gone("成果事项", "议定事项: what has a body responsible and a date"),
    Gone("议程项|[一二三四五六七八九十0-9s] ?项议程", "环节"),
    Gone("名册", "名单: 名册 is a register of members"),
    Gone("规范顺序", "行政区划顺序"),
    Gone("去掉", "删除"),
    Gone("中国标准时间", "北京时间"),
    Gone("(?<!“)主线", "板块: 主线 only as an event's own word", "争高端|三条主线|三方面"),
    Gone("(?<!新闻)发言人", "发言嘉宾"),
    Gone("对话嘉宾", "研讨嘉宾"),
    Gone("自定问题|必须回答|回答方式", "自定义项目、必填、填写方式: 问题 reads as problems"),
    Gone("区域划分", "区域组合"),
    Gone("(?<!予)不通过|(?<!不予)未通过", "不予通过", "未通过审核"),
    Gone("是两个人|重复？", "不是同一人、疑似重复"),
    Gone("已知悉|已查看", "已核对"),
    Gone("个省份|省份(?!、类型)", "省（区、市）: Hong Kong and Macao are no 省份", "中南部省份"),
    Gone("敏感信息|敏感数据|个人数据", "敏感个人信息、个人信息: the terms of the law", "PIPL"),
    Gone("任何其他方", "其他个人信息处理者"),
    Gone("完成期限", "完成时限"),
    Gone("现场登记|录入方式|提交时间", "现场报名、填报方式、报名时间"),
    Gone("来自哪里", "参会人员来源: a question is no heading"),
    Gone("非必需", "建议补充"),
    Gone("操作记录", "变更记录"),
    Gone("胸牌|桌牌", "胸卡、桌签"),
    Gone("日历条目", "日历邀请 in what people read; 日历条目 is a VEVENT", "RFC 5545|EntryForm"),
    Gone("日历程序", "日历软件"),
    Gone("逾期修改", "截止后修改"),
    Gone("香港市|澳门市", "香港、澳门"),
    Gone("参洽", "洽谈单位"),
    Gone("接替|替会(?!场)|换人参会", "替换: one word for one act"),
    Gone("参会者", "参会人员"),
    Gone("贵方", "贵单位"),
    Gone("写成时间|收信人|尝试序号", "生成时间、接收人、编排编号"),
    Gone("(?<![一二三四]级)主任科员", "四级调研员: abolished in 2019"),
    Gone("，您好：|您好：", "您好！"),
    Gone(
        "回执",
        "报名表、报名信息",
        "会议通知|空白参会回执|^参会回执$|截止时间|报名回执|在回执|交流发言单位|participant fills|text of a notice|通知通常",
    ),
)
GONE_EN = (
    Gone(
        r"[Ll]etters?\b",
        "e-mail",
        r"[Ll]atin letters|-case letters|letters, (digits|capitals)|`letter`|a letter is a row"
        r"|[Ll]etters? of invitation|One letter with a line",
    ),
    Gone(r"\b[Tt]he office\b|\b[Oo]ffice of the event", "the organizers"),
    Gone(
        r"\b(?:[Bb]y|[Ii]nvited|[Dd]elegation|[Ee]ach|[Oo]wn|[Yy]our) units?\b|\bUnits?\b|\b[Uu]nits invited",
        "delegation",
        "`unit`|RFC|provinces, delegation units, regions",
    ),
    Gone(r"\b[Rr]eceipts?\b", "registration form: a receipt is proof of payment", "never|is gone"),
    Gone(
        r"\bConclusions?\b|\bconclusions?\b",
        "action item: a conclusion has no owner and no date",
        '/conclusions/|conclusions"',
    ),
    Gone(r"\b[Tt]ak(?:e|en) up again", "reinstate"),
    Gone(r"\b[Rr]eject(?:ed|ion)?\b|\b[Nn]ot accepted", "decline", "type of file|`"),
    Gone(r"” is no \w|” is nobody", "is not a valid …"),
    Gone(r"\bWhoever (?!is asked)[a-z]", "people who, anyone who: nobody writes whoever five times a page"),
    Gone(r"^Such as|\. Such as", "for example"),
    Gone(r"[Ss]mallest repair", "fewest changes"),
    Gone(r"\bstands? (?:here|there)\b", "is shown here"),
    Gone(r"Nothing contradicts|Looks for changes|Done last|Dates ahead|Leads no longer", "as an editor would"),
    Gone(r"(?:^|\. )Empty:", "If empty, …"),
    Gone(r"\b[Nn]obody (?:is|was|has been) written to", "no e-mails are sent"),
    Gone(r"[Ee]-mails? (?:has|have|had) left\b", "been sent: a train leaves"),
    Gone(r"\bin nothing public|\btravels? in vain|\bbelow nought", "not anywhere in public, for nothing, below zero"),
    Gone(r"\bone (?:a|in a) line\b|\b(?:paragraph|person|organization) a line\b", "one per line"),
    Gone(r"\bfits? (?:these|the) filters", "match the filters"),
    Gone(r"own it is a button", "it becomes a button"),
    Gone(r"\b[Mm]ain lines?\b", "track"),
    Gone(
        r"\b[Pp]ersonal data\b|\b[Ss]ensitive data\b",
        "personal information: the law's own English",
        'not "personal data"|Notes and consents',
    ),
    Gone(r"\bname lists?\b|\b[Dd]esk cards?\b", "list of participants, place card"),
    Gone(r"\b[Hh]and(?:ed)? in\b", "submit"),
    Gone(
        r"[Ww]ithdraw (?:the|your|this|my) registration|registration is withdrawn|[Yy]es, withdraw",
        "cancel the registration",
    ),
    Gone(r"\b[Ll]et wait|[Tt]wice\?", "move to waiting list, not a duplicate, possible duplicate"),
    Gone(r"country code", "country or region code: Hong Kong, Macao and Taiwan have numbers, too"),
    Gone(r"\b[Cc]hosen ones|\bWith the chosen\b|\b[Cc]hoose one of the list", "selected, from the list"),
    Gone(r"\b[Mm]ark (?:is set|taken back)|[Tt]ake the mark", "attendance saved, attendance cleared"),
    Gone(r"\bstands? as a draft|[Dd]raft stands", "draft created, copied as a draft"),
    Gone(r"\bWho comes\b|What came of it|What is asked|What it holds|Where they come from", "a heading is no question"),
    Gone(_MEASURED, "30%: no blank before the sign in English"),
    Gone(r"(?:informat|industrial)is", "-ize"),
    Gone(r"Xinjiang Corps", "XPCC"),
    Gone(r"\b[Hh]istory\b|\b[Hh]and-over\b", "change log, handover"),
    Gone(r"China Standard Time", "Beijing time (UTC+8)"),
)
"""What pages, e-mails, papers and the pages for people who run it said before, language by language."""
FOR_READERS = (
    "README.md",
    "README.zh-CN.md",
    "docs/journeys.md",
    *(f"docs/guide/{path.name}" for path in sorted((ROOT / "docs/guide").glob("*.md"))),
)
FOR_OPERATORS = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "docs").rglob("*.md")
    if path.name != "glossary.md"
    and path.parent.name not in ("decisions", "guide")
    and f"docs/{path.name}" not in FOR_READERS
)
"""All other pages of docs; decisions tell what was thought at their time."""


def gone_words(texts: Iterable[str], gone: Iterable[Gone]) -> list[str]:
    """What of `gone` stands in the texts."""
    patterns = [(re.compile(one.word), re.compile(one.allowed), one) for one in gone]
    return [
        f"{found[0]} in {text[:120]!r}: {one.instead}"
        for text in texts
        for word, allowed, one in patterns
        if (found := word.search(text)) and not allowed.search(text)
    ]


def test_words_that_were_replaced_do_not_come_back_to_the_catalogues():
    catalogue = script("catalogue")
    for locale, gone in (("zh_CN", GONE_ZH), ("en", GONE_EN)):
        book = catalogue.read_book(ROOT, locale)
        assert gone_words([text for es in book.values() for one in es.values() for text in one.texts], gone) == []


def test_words_that_were_replaced_do_not_come_back_to_templates_sample_and_taxonomy():
    shown = [_read(path) for path in sorted((ROOT / "templates").rglob("*.*"))]
    texts = [line for page in shown for line in _seen(page).splitlines()]
    texts += [text for path in _told_in_sources() for text in _strings(path)]
    texts += [
        _read(path)
        for path in sorted((ROOT / "eventmgr/tools/taxonomy/data").glob("*.csv"))
        if path.name != "words.csv"
    ]

    assert gone_words([text for text in texts if re.search("[一-鿿]", text)], GONE_ZH) == []
    assert gone_words([text for text in texts if " " in text], GONE_EN) == []


def test_words_that_were_replaced_do_not_come_back_to_the_pages_for_readers():
    lines = [line for page in FOR_READERS for line in _prose(_read(ROOT / page))]

    assert gone_words(lines, [*GONE_ZH, *GONE_EN]) == []


@pytest.mark.parametrize("page", FOR_OPERATORS)
def test_words_that_were_replaced_do_not_come_back_to_the_pages_for_operators(page: str):
    gone = [one for one in (*GONE_ZH, *GONE_EN) if one.word != _MEASURED]

    assert gone_words(_prose(_read(ROOT / page)), gone) == []


def test_names_of_code_and_addresses_are_no_prose():
    page = "A `letter` is [sent](letters.md).\n```\n1  access  letters\n```\nNo letter."

    assert _prose(page) == ["A  is [sent.", "No letter."]


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("办会人登录", GONE_ZH),
        ("提交回执", GONE_ZH),
        ("来自 12 个省份", GONE_ZH),
        ("发言人：王敏", GONE_ZH),
        ("This letter was sent by us.", GONE_EN),
        ("“x” is no month.", GONE_EN),
        ("Withdraw your registration?", GONE_EN),
        ("By unit", GONE_EN),
    ],
)
def test_a_word_that_comes_back_is_noticed(text: str, gone: tuple[Gone, ...]):
    assert len(gone_words([text], gone)) == 1


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("参会对象和回执截止时间", GONE_ZH),
        ("您的报名未通过审核。", GONE_ZH),
        ("对该报名不予通过", GONE_ZH),
        ("Name in Latin letters", GONE_EN),
        ("Withdraw my consent", GONE_EN),
    ],
)
def test_a_word_may_stand_where_it_means_something_else(text: str, gone: tuple[Gone, ...]):
    assert gone_words([text], gone) == []


def _prose(page: str) -> list[str]:
    """The lines of a page in Markdown without its blocks of code, names of code and addresses of links."""
    told = re.sub(r"^```.*?^```\n", "", page, flags=re.DOTALL | re.MULTILINE)
    return [re.sub(r"`[^`]*`|\]\([^)]*\)", "", line) for line in told.splitlines()]


def _read(path: Path) -> str:
    return path.read_text("utf-8")


def _seen(template: str) -> str:
    """A template without its comments and names of things: what is said in it."""
    return re.sub(r"{#.*?#}|<!--.*?-->|{{.*?}}|{%.*?%}|<[^>]*>", " ", template, flags=re.DOTALL)


def _told_in_sources() -> list[Path]:
    """Sources whose strings people read as they stand."""
    return sorted(
        [*(ROOT / "eventmgr/console/sample").rglob("*.py"), *(ROOT / "eventmgr/event/events/setup").glob("*.py")]
    )


def _strings(path: Path) -> list[str]:
    """The strings of a source, without its docstrings."""
    nodes = list(ast.walk(_tree(path)))
    documents = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents
    ]


def faults(page: str) -> list[str]:
    """What of the glossary is not so, or is missing."""
    terms, rooms = _rows(page)
    named = {name for row in terms for name in _codes(row[2])}
    tables = {name for row in terms for name in _codes(row[3])}
    housed = {name for row in rooms for name in (*_codes(row[0]), *_codes(row[3]))}
    words = Counter(row[0] for row in terms) + Counter(word for row in terms for word in row[1].split("、"))
    return [
        *_compared("", named, _models(), _defined()),
        *_compared("table ", tables, _tables(), _tables()),
        *_compared("room ", housed, ROOMS, ROOMS),
        *(f"{word} stands twice" for word, times in words.items() if word and times > 1),
        *(f"{row[0]} has no Chinese word" for row in terms if not row[1]),
    ]


def _compared(kind: str, said: set[str], wanted: set[str], there: set[str]) -> list[str]:
    return [
        *(f"{kind}{name} does not exist" for name in sorted(said - there)),
        *(f"{kind}{name} has no word" for name in sorted(wanted - said)),
    ]


def _rows(page: str) -> tuple[list[list[str]], list[list[str]]]:
    """The rows of the terms, and those of the rooms."""
    terms, rooms = page.split("\n## 6.")
    return _cells(terms), _cells(rooms)


def _cells(part: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in part.splitlines() if line.startswith("|")]
    return [row for row in rows if row[0] not in ("English", "Room", "---")]


def _codes(cell: str) -> list[str]:
    return re.findall(r"`(\w+)`", cell)


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def _sources() -> list[Path]:
    return [path for path in (ROOT / "eventmgr").rglob("*.py") if "migrations" not in path.parts]


def _models() -> set[str]:
    bodies = [_tree(path).body for path in _sources() if path.name == "models.py"]
    classes = {node.name for body in bodies for node in body if isinstance(node, ast.ClassDef)}
    return {name for name in classes if not name.startswith("_")}


@cache
def _tables() -> set[str]:
    """The names of the tables, as the models give them."""
    return {
        node.value.value
        for path in _sources()
        if path.name == "models.py"
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__tablename__"
        if isinstance(node.value, ast.Constant)
    }


@cache
def _defined() -> set[str]:
    """Every class, function and constant that stands at the top of a module; those of the test of the wings too."""
    found = {"WINGS", "FLOOR"}
    for path in _sources():
        for node in _tree(path).body:
            if isinstance(node, _DEFINITIONS):
                found.add(node.name)
            elif isinstance(node, ast.Assign):
                found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                found.add(node.target.id)
    return found
