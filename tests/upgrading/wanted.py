"""What people may see otherwise after the upgrade, and why: everything else has to be as it was.

A row of `REWORDED` changes the lines of before; a row of `ADDED` takes lines out of the page of now; a row of `REORDERED`
puts some lines of both into one order. The first pattern
says on which addresses. A row that nothing needs any more fails the test.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.upgrading import changes, grouping, looks, masking, matchmaking, moved, papers, questions, wording


@dataclass(frozen=True)
class Reworded:
    """Lines (of all of a page, joined) that matched `before` read `after` now; an empty `after` says that they are gone.
    A row with a `lang` is about readers of that language."""

    where: str
    before: str
    after: str
    why: str
    lang: str = ""


@dataclass(frozen=True)
class Reordered:
    """Lines that are one of `lines` stand in another order."""

    where: str
    lines: frozenset[str]
    why: str


@dataclass(frozen=True)
class Added:
    """Lines (of all of a page, joined) that match `line` are new."""

    where: str
    line: str
    why: str


_HISTORY, _SOURCE = "/history/", "(填报方式：无 → )"
_ONE_WORD = "the words of the trail come from the room that records, one word for one thing"
_NEW = "what did not exist before is given alone"
_NOT_RAW = "codes and names of fields stood raw in the history"

_ACTION_ITEM = "what was agreed has one name, with the words of the minutes of a meeting"
_NUMBERED = "numbers of calendar entries start above what was sent; `tests/test_migrations.py` says by how much"
_SAID = "every cancelled or postponed entry says so in its title, in the same words"
_GONE = r"BEGIN:VEVENT\n(?:(?!BEGIN:).*\n)*SUMMARY:(?:已取消：|Cancelled: )?(?:代表团领队、联络员会议|Meeting of heads and.*)\n(?:(?!BEGIN:).*\n)*?END:VEVENT"
_ONE_FORM = "the form of a participant had two names"

_DAYS = "a span of several days is an entry of whole days, which says when it begins and ends"
_SESSION = "a session in a personal calendar begins with the short name of its event"
_OFTEN = "readers ask each hour on the days of an event"
_BUTTON = "a button leads to the small page of a calendar"
_FOLDED = "each program opens by itself, and says how it shows what is cancelled and how soon it learns of changes"
_STEPS = r"^3\. .*\n(?:(?!(?:须知|Good to know)$).*\n)+"
_CALENDARS = (
    Reworded("/feeds/", r"^SOURCE;.*\n", "", "what is downloaded is passed on: the address is a secret"),
    Reworded(r"\.ics", r"^DTSTART;TZID=[^:]*:(\d{8})T.*\nDTEND;TZID=[^:]*:(?!\1).*\n", "", _DAYS),
    Reworded(
        r"^/calendar\.ics",
        r"^BEGIN:VEVENT\n(?:(?!END:VEVENT).*\n)*UID:sample-(?:software-seminar|workshop-training)@.*\n(?:(?!END:VEVENT).*\n)*END:VEVENT\n",
        "",
        "events leave the public calendar five weeks after their end",
    ),
    Reworded(r"\.ics", r"^(?:REFRESH-INTERVAL|X-PUBLISHED-TTL).*\n", "", _OFTEN),
    Reworded(
        r"^/calendar\.ics", "^URL:http://127.0.0.1:8000/$", r"\g<0>subscribe/", "the page about the calendar is its own"
    ),
    Reworded("^/subscribe/", _STEPS, "", _FOLDED),
    Reworded("^/subscribe/", r"^\[(https?://\S+/calendar\.ics\S*)\]$", r"\1", "the address is shown whole"),
    Reworded("^/subscribe/", "^(已取消的活动仍留在日历中.*)$", r"\1各软件如何显示，见上文说明。", _FOLDED),
    Reworded(
        "^/subscribe/",
        "^(A cancelled event stays in the calendar.*)$",
        r"\1 How your program shows it is said above.",
        _FOLDED,
    ),
    Reworded("/events/[^/]+/(preview/)?$", "^(?:如何订阅日历|How to subscribe to calendars) · ", "", _BUTTON),
)

_ENTRIES = (
    Reworded(
        r"/feeds/", _GONE, "", "a session that was removed before the place was asked for was never that person's"
    ),
    Reworded(r"\.ics", r"^SEQUENCE:\d+$", "", _NUMBERED),
    Reworded(
        r"/feeds/", r"^(DTSTAMP|LAST-MODIFIED):.*$", "", "they follow what the person sees, not each note of the office"
    ),
    Reworded(r"\.ics", "^SUMMARY:活动取消：", "SUMMARY:已取消：", _SAID),
    Reworded(r"\.ics", "^SUMMARY:活动延期：", "SUMMARY:已延期：", _SAID),
    Reworded(
        r"/events/[^/]+/calendar\.ics",
        "^SUMMARY:代表团领队、联络员会议",
        "SUMMARY:已取消：代表团领队、联络员会议",
        _SAID,
    ),
    Reworded(
        r"/events/[^/]+/calendar\.ics",
        "^SUMMARY:Meeting of heads",
        "SUMMARY:Cancelled: Meeting of heads",
        _SAID,
    ),
)
_ONE_BAR = "who asked is declined and who was confirmed loses the place, with one bar for many below the list"
_REVIEW = (
    Reworded("/registrations/", "^确认所选 所选转入候补 不通过所选并说明原因$", "", _ONE_BAR),
    Reworded(r"/registrations/\d+/$", "^不通过并说明原因$", "", _ONE_BAR),
)

_ASKED_FOR = "the number of a letter is shown to who asks for it"
_PLAN = "organizers find their nearest event, what waits, what is due and what was done last"
_NO_MAIL = "whoever gives no e-mail address is told what that means, and has a way back by a code that is read out"

_WITHOUT_MAIL = (
    Reworded(
        "/(register|my)/",
        "^用于接收确认邮件和日历邀请。$",
        "用于接收确认邮件和日历邀请。不填邮箱，将收不到任何邮件通知。",
        _NO_MAIL,
    ),
    Reworded(
        "/(register|my)/",
        "^For the confirmation and the calendar entry.$",
        "For the confirmation and the calendar entry. Without an e-mail address nothing is sent to you.",
        _NO_MAIL,
    ),
    Reworded(
        "/register/link$", "^(请填写报名时的姓名和手机号，.*)$", r"\1未填邮箱的，请向会务组索取验证码。", _NO_MAIL
    ),
    Reworded(
        "/register/link$",
        "^(Enter name and mobile number as you did .*)$",
        r"\1 Without an e-mail address, ask the organizers for a code.",
        _NO_MAIL,
    ),
    Reworded("/register/link$", "^发送链接$", "下一步", _NO_MAIL),
    Reworded("/register/link$", "^Send the link$", "Go on", _NO_MAIL),
)

_GUESTS = "guests say where they come from, and how their name is written in Latin letters"
_BEFORE = (
    "what one wants to know before registering stands at the top: state, deadline, places, for whom, the fee, a review"
)
_DRAFT = "what was typed stays on the device, and in another language"
_JOINABLE = "the front page begins with what one can join, with deadline and places; filters are folded on phones"
_SENTENCES = tuple(
    Reworded(_HISTORY, rf"^{act}\n([^：\n]+)$", said, "the history says in one sentence what happened to whom")
    for act, said in {
        "报名：提交": r"\1已报名",
        "报名：已确认": r"\1的报名已确认",
        "报名：列入候补": r"\1已列入候补",
        "报名：由候补递补": r"\1已递补",
        "报名：标记到会": r"\1已标记为到会",
        "报名：已取消": r"\1的报名已取消",
        "报名：修改": r"\1的报名信息已修改",
        "报名：截止后修改": r"\1在截止后修改了报名信息",
        "报名：恢复": r"\1的报名已恢复",
        "团队成员：加入": r"\1已加入团队",
    }.items()
)

_LEADS_NOWHERE = "what a draft will look like leads to no page that is not there yet"
_AGAIN = "all e-mails that were not delivered are sent again in one press"
_OPENS = "a document is there for whoever may read what it prints, and says what is left out"
_UNASKED = "nobody is written to before the organizers have seen the e-mail and chosen"
_COUNTED = "numbers are defined once: participants without staff, and each opens its rows"
_WHO_COMES = r"(?s)^(?:已确认(?:参会人员)?：?.*\d+ 人.*|Confirmed(?: \(without staff\))?: \d+ people from).*?\n(?=全部省|All provinces|各省)"
_PAPER = "the summary and the list of participants are other papers"
_ARRIVED = r"^应到 \d+ 人，已到 \d+ 人。 "
_AFTER_THE_FIRST_LINE = r"(?s)\n.*\Z"

_NUMBERS = (
    Reworded(r"/reports/(summary|roster)\.pdf", _AFTER_THE_FIRST_LINE, "", _PAPER),
    Reworded("/manage/events/[^/]+/(insights/$|checkin/missing/)", _AFTER_THE_FIRST_LINE, "", _COUNTED),
    Reworded("^/events/[^/]+/participants/", _AFTER_THE_FIRST_LINE, "", _COUNTED),
    Reworded("^/events/[^/]+/$", _WHO_COMES, "", _COUNTED),
    Reworded(r"/registrations/", r"^已确认\n(.*\n待审核\n)", r"已占名额\n\1", _COUNTED),
    Reworded(r"/registrations/", r"^已取消或未通过$", "已取消或不予通过", _COUNTED),
    Reworded(r"/registrations/", r"^(待处理 \d+|.*)已确认 筛选", r"\1已占名额 筛选", _COUNTED),
    Reworded("^/manage/events/[^/]+/$", r"^已确认\n\d+\n(待审核\n\d+\n候补\n\d+\n)已到会\n\d+\n", r"\1", _COUNTED),
    Reworded("/checkin/", r"^应到\n\d+\n已到会\n\d+\n未到\n\d+\n", "", _COUNTED),
    Reworded("^/manage/events/[^/]+/$", _ARRIVED, "", _COUNTED),
    Reworded("/registrations/.*todo=1", r"^本页 (\d+ 人)$", r"共 \1", _COUNTED),
)

REWORDED: tuple[Reworded, ...] = (
    Reworded("/preview/$", r"^\(.*（样例）\)\n", "", _LEADS_NOWHERE),
    Reworded("/preview/$", "^(预览：访客将看到的样子。)", r"\1 页面中的链接在活动发布后生效。", _LEADS_NOWHERE),
    *(Reworded(*row) for row in questions.REWORDED),
    Reworded(
        r"/postpone$",
        r"^.*所有报名者都会收到邮件.*$",
        "活动页面和日历中均显示为“已延期”。向参会人员发送邮件前，您可先行查看。新日期确定后请重新发布。",
        _UNASKED,
    ),
    Reworded(
        r"/cancel$",
        r"^.*所有报名者都会收到邮件.*$",
        "活动页面和日历中均显示为“已取消”。向参会人员发送邮件前，您可先行查看。活动可以恢复。",
        _UNASKED,
    ),
    Reworded(r"/letters/\d+/$", r"^Message-ID\n<.*>$", "", _ASKED_FOR),
    Reworded(r"/registrations/\d+/edit$", "^不属于任何代表团时填写。\n", "", _GUESTS),
    Reworded("/preview/$", "^(.*)截止。$", r"\1截止报名。", _BEFORE),
    *_CALENDARS,
    *_ENTRIES,
    *_REVIEW,
    *_WITHOUT_MAIL,
    Reworded("/(settings|history)/", "回执项目", "报名表项目", _ONE_FORM),
    Reworded("/settings/", "回执之外另行询问的问题。", "报名表基本项目之外另行填写的内容。", _ONE_FORM),
    Reworded(r"/registrations/\d+/$", "^回执$", "报名信息", _ONE_FORM),
    Reworded(_HISTORY, f"{_SOURCE}参会者本人$", r"\1本人填报", _ONE_WORD),
    Reworded(_HISTORY, f"{_SOURCE}会务组$", r"\1会务组录入", _ONE_WORD),
    Reworded(_HISTORY, f"{_SOURCE}联络员$", r"\1联络员填报", _ONE_WORD),
    Reworded(_HISTORY, f"{_SOURCE}现场签到$", r"\1现场报名", _ONE_WORD),
    Reworded(_HISTORY, "候补转正$", "由候补递补", _ONE_WORD),
    Reworded(_HISTORY, "标题：(必填|选填)", r"职务/职称：\1", "a field of the form was called like an event's title"),
    Reworded(_HISTORY, "角色：(必填|选填)", r"参会身份：\1", "a field of the form was called like a role in the team"),
    Reworded(_HISTORY, "行业：optional", "行业：选填", _NOT_RAW),
    Reworded(_HISTORY, "性别：female", "性别：女", _NOT_RAW),
    Reworded(_HISTORY, "类型：无 → talk", "类型：无 → 发言", _NOT_RAW),
    Reworded(_HISTORY, "chair: ", "主持人：", _NOT_RAW),
    Reworded("/retention/", "报名：个人信息已删除", "个人信息已删除", "the act says itself what it is about"),
    Reworded(r"/registrations/\d+/$", r"^报名$(?=\n状态：— →)", "提交", _ONE_WORD),
    Reworded(r"/registrations/|/data\.csv$", "录入方式", "填报方式", _ONE_WORD),
    Reworded("^/manage/events/", "成果事项", "议定事项", _ACTION_ITEM),
    Reworded("/(conclusions|history)/", "完成期限", "完成时限", _ACTION_ITEM),
    Reworded("/conclusions/$", "一个期限。$", "一个时限。", _ACTION_ITEM),
    Reworded("/conclusions/$", "^活动议定的事项", "议定的事项", _ACTION_ITEM),
    Reworded("^/manage/events/", "^文档 统计( 议定事项)?$", r"文档 统计\1 变更记录", "every member reads the history"),
    Reworded(r"/data\.csv$", r"^(变更记录 .*) \| 报名;", r"\1 | 提交;", _ONE_WORD),
    *_SENTENCES,
    *(Reworded(*row) for row in wording.ROWS),
    *(Reworded(*row) for row in grouping.REWORDED),
    *(Reworded(*row) for row in moved.REWORDED),
    Reworded(_HISTORY, "：无 → ", "：", _NEW),
    Reworded(r"/registrations/\d+/$|/data\.csv$", r"([:：] ?)— → ", r"\1", _NEW),
    *_NUMBERS,
    *(Reworded(*row) for row in masking.REWORDED),
    *(Reworded(*row) for row in looks.REWORDED),
)
_OPEN_TO_ALL = "every member of a team reads the team and the history"

_BAR = r"^\(对所选人员\)\n已选： ?0\n\[ \] 符合.*的全部.*\n.*\n(?:更多操作\n.*\n)?"

_NEAREST = r"^正在进行或即将举行\n.*\n.*\n(?:(?:\d+ 人|目前没有).*\n)+"
_DAY = (
    r"^待您处理\n(?:(?:\d+ 人|目前没有).*\n)+近期时限\n(?:(?:\d{4}年|已无).*\n)+"
    r"(?:最近操作\n(?:.+\n)+?查看全部变更记录\n)?"
)

ADDED: tuple[Added, ...] = (
    Added("^/manage/letters/$", r"^重发所有活动的未送达邮件（\d+ 封）\n", _AGAIN),
    Added("/letters/$", r"^有 \d+ 封邮件未能送达。\n因邮件服务器.*\n全部重发（\d+ 封）\n", _AGAIN),
    Added("/reports/$", "^您的角色无权查看以下内容，已略去：.*\n", _OPENS),
    Added("/reports/$", "^会议手册\n封面、目录.*\n.*\n", _OPENS),
    *(Added(*row) for row in matchmaking.ADDED),
    Added(r"^/manage/events/[^/]+/letters/(\?.*)?$", "^(邮件内容|Texts of the e-mails)\n", _UNASKED),
    *(Added(*row) for row in grouping.ADDED),
    *(Added(*row) for row in masking.ADDED),
    *(Added(*row) for row in moved.ADDED),
    *(Added(*row) for row in looks.ADDED),
    *(Added(*row) for row in papers.ADDED),
    Added("/settings/summary/", r"(?s)\n主要做法\n.*下一步工作\n中文\n英文(?=\n)", _PAPER),
    Added(r"/reports/(summary|roster)\.pdf", _AFTER_THE_FIRST_LINE, _PAPER),
    Added("/manage/events/[^/]+/(insights/$|checkin/missing/)", _AFTER_THE_FIRST_LINE, _COUNTED),
    Added("^/events/[^/]+/participants/", _AFTER_THE_FIRST_LINE, _COUNTED),
    Added("^/events/[^/]+/$", _WHO_COMES, _COUNTED),
    Added("^/manage/events/[^/]+/$", r"^应到\n\d+\n实到\n\d+\n(?=待审核\n)", _COUNTED),
    Added("^/manage/events/[^/]+/$", r"^工作人员\n\d+\n(?=剩余名额)", _COUNTED),
    Added("/checkin/", r"^应到\n\d+\n实到\n\d+\n未到\n\d+\n工作人员实到\n\d+\n", _COUNTED),
    Added("^/manage/events/[^/]+/$", _ARRIVED, _COUNTED),
    Added(
        moved.EVENT_PAGE,
        r"^(?:报名进行中|名额已满|Registration is open|All places are taken)(?: .*)? (?:报名|加入候补|Register|Join the waiting list)\n",
        _BEFORE,
    ),
    Added("/(register|preview)/$", r"^(?:参会对象|确认方式|Who may register|Confirmation)\n.*\n", _BEFORE),
    Added("/register/$", "^提交后由会务组审核，以会务组通知为准。\n", _BEFORE),
    Added(
        "/settings/registration/$", r"^参会对象说明\n(?:.*\n)*?例如：住宿费用自理。\n中文\n\[\]\n英文\n\[\]\n", _BEFORE
    ),
    Added("^/manage/events/[^/]+/$", r"^(?:建议补充：\n)?参会费用\n", _BEFORE),
    Added(
        "/register/$",
        r"^(?:已恢复您此前|填写内容仅暂存|What you type(?:d before is here again| is kept on this device)).*\n",
        _DRAFT,
    ),
    Added("/register/$", r"^(?:切换为中文（保留已填内容）|Go on in English \(keeps your entries\))\n", _DRAFT),
    Added(r"^/(past/)?(\?.*)?$", "^(?:搜索与筛选|Search and filter)\n", _JOINABLE),
    Added("^/(manage/|sign-in)", "^我的活动 (?=账号与密码)", _PLAN),
    Added(r"^/(manage/(\?.*)?|sign-in)$", _NEAREST, _PLAN),
    Added("^/manage/events/[^/]+/$", _DAY, _PLAN),
    Added(
        r"^/(manage/(\?.*)?|sign-in)$|/history/",
        r" (?:北京|香港)时间（UTC\+8）$",
        "lists of events and the change log say the zone too (in Chinese where it is not home)",
    ),
    Added(r"/letters/\d+/$", r"^供邮件管理员查询\nMessage-ID <.*>\n", _ASKED_FOR),
    Added("/settings/units/", r"^\[ \] 接受不属于任何代表团的嘉宾报名\n境外来宾、专家、.*\n", _GUESTS),
    Added(
        r"/registrations/\d+/edit$",
        r"^国家（地区）\n港澳台人士.*\n中国（请选择省（区、市））\n姓名（拉丁字母）\n用于英文名单.*\n\[\]\n",
        _GUESTS,
    ),
    Added(r"/export\.xlsx$", "^国家（地区）\n", _GUESTS),
    Added(
        r"/export\.csv$",
        r"(?<=省（区、市） \| )国家（地区） \| |(?<=\S) \| (?= \| [^|\n]*（[A-Z]\d{0,2}） \|)",
        _GUESTS,
    ),
    Added("/registrations/", r"^\[[ x]\] (国家（地区）|姓名（拉丁字母）)\n", _GUESTS),
    *(Added(*row) for row in questions.ADDED),
    *(Added(*row) for row in changes.ADDED),
    Added(r"/data\.json$", r'"(country|name_latin)": "",\n', _GUESTS),
    Added(
        "/feeds/",
        r"(?:(?<=SUMMARY:)|(?<=SUMMARY:已取消：)|(?<=SUMMARY:Cancelled: ))(?:上海研讨会：|武汉对接会：|北京培训：|Shanghai seminar: |Wuhan matchmaking: )",
        _SESSION,
    ),
    Added(r"\.ics", r"^(?:REFRESH-INTERVAL|X-PUBLISHED-TTL).*\n", _OFTEN),
    Added(r"\.ics", r"^CATEGORIES:.*\n", "entries of feeds say kind, sectors and topics"),
    Added(r"\.ics", r"^DTSTART;VALUE=DATE:.*\nDTEND;VALUE=DATE:.*\n", _DAYS),
    Added(r"\.ics", r"20\d\d年\d+月\d+日（周.）\d\d:\d\d至(?:\d+月)?\d+日（周.）\d\d:\d\d\\n", _DAYS),
    Added(r"\.ics", r"\w{3} \d+ \w{3} 20\d\d\\, \d\d:\d\d – \w{3} \d+ \w{3}\\, \d\d:\d\d\\n", _DAYS),
    Added(
        r"^/calendar\.ics",
        r"^(?:DESCRIPTION;LANGUAGE.*|X-WR-CALDESC:.*)\n",
        "the public calendar says how much it holds",
    ),
    Added("^/subscribe/", _STEPS, _FOLDED),
    Added(
        "/settings/facts/",
        r"^简称\n用在个人日历各环节标题之前。.*\n中文\n\[\]\n英文\n\[\]\n",
        "an event may have a short title",
    ),
    Added(
        "^/subscribe/",
        r"^(?:\[ \] 同时显示报名截止时间|\(二维码：用手机订阅\)|手机扫码订阅|活动结束五周后.*|\[ \] Show registration deadlines too"
        r"|\(QR code: .*\)|With a phone: scan.*|An event leaves the calendar five.*)\n",
        "deadlines, a QR code and the bounds of a calendar",
    ),
    Added(r"/feeds/", _GONE + r"\n", "whose place is older than the removal still sees it as cancelled"),
    Added(r"\.ics", r"^SEQUENCE:\d+\n", _NUMBERED),
    Added(
        r"/feeds/", r"^(DTSTAMP|LAST-MODIFIED):.*\n", "they follow what the person sees, not each note of the office"
    ),
    Added("/registrations/", " 显示所选列$", _ONE_BAR),
    Added("/registrations/", _BAR, _ONE_BAR),
    Added(r"/registrations/\d+/$", "^(撤销名额|不予通过)…\n", _ONE_BAR),
    Added("^/manage/events/", "(?<!\\w)工作交接 (?=变更记录$)", "a page for whoever takes over"),
    Added("/team/$", "^工作交接\\n", "a page for whoever takes over"),
    Added(
        _HISTORY,
        r"^\(筛选变更记录\)\n关键词\n\[\]\(姓名或名称\)\n内容\n人员\n日期\n\[\]\n筛选\n",
        "the history is narrowed by a word, what, who and day",
    ),
    Added(_HISTORY, "^导出 XLSX 导出 CSV\n", "the history is saved as a file"),
    Added("^/manage/", "(?<=账号邮件) 全站变更记录$", "administrators have the change log of the whole site"),
    Added("^/manage/events/", "(?<=[名到件单果]) 团队$", _OPEN_TO_ALL),
    Added("^/manage/events/", r"^资料与成果\n变更记录\n", _OPEN_TO_ALL),
    Added(
        "/register/link",
        r"^(会务组告知的验证码|仅在会务组电话告知验证码时填写，填写后直接打开您的页面。)\n(\[\]\n)?",
        _NO_MAIL,
    ),
    Added("/register/link", r"^(Code from the organizers|Only if they gave you one by phone; .*)\n(\[\]\n)?", _NO_MAIL),
    Added("/settings/receipt/", r"^证件号码\n确有必要时才(.*\n){5}.*\n中文\n\[\]\n英文\n\[\]\n", "may be asked for"),
)
REORDERED: tuple[Reordered, ...] = ()


def expected(path: str, lines: list[str], lang: str) -> tuple[list[str], set[object]]:
    """The lines of before as they have to read now, and the rows that were needed for that."""
    used: set[object] = set()
    for row in (row for row in REWORDED if row.lang in ("", lang) and re.search(row.where, path)):
        changed = re.sub(row.before, row.after, "\n".join(lines), flags=re.MULTILINE).split("\n")
        if changed != lines:
            used.add(row)
            lines = [line for line in changed if line]
    return _in_one_order(path, lines, used)


def without_added(path: str, lines: list[str]) -> tuple[list[str], set[object]]:
    """The lines of now without those that are wanted, and the rows that took some out."""
    used: set[object] = set()
    for row in (row for row in ADDED if re.search(row.where, path)):
        left = re.sub(row.line, "", "\n".join(lines), flags=re.MULTILINE).split("\n")
        if left != lines:
            used.add(row)
        lines = left
    return _in_one_order(path, lines, used)


def _in_one_order(path: str, lines: list[str], used: set[object]) -> tuple[list[str], set[object]]:
    for row in (row for row in REORDERED if re.search(row.where, path)):
        found = sorted(line for line in lines if line in row.lines)
        ordered = [found.pop(0) if line in row.lines else line for line in lines]
        used |= {row} if ordered != lines else set()
        lines = ordered
    return lines, used
