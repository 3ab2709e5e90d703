"""What pages say since participants' changes may be requests, people are invited, and they ask about their personal
information: rows of `wanted.py`."""

from __future__ import annotations

_ASKED = "people ask about their personal information"
_HELD = "a person's copy also says what other rooms hold: the place in a group, and when it was asked for"
_WHOLE = "a person's copy is complete: texts of notices, what was asked, since when something is restricted or deleted"
_GROUNDS = "the notice says on which ground of the law each item is processed"
_TEXTED = "a person's copy also says which short messages went to them"
_HANDED = "lists leave the house only for a recipient and a purpose, of those who consented"
_CHECKED = "check-in has devices, lists and a board, and a person's copy says what was recorded"
_SEATED = "events have seating plans, and a person's copy says where they sit"
_ROOMS = "rooms and rides have pages of their own, and a person's copy says theirs"
_STOPS = "agenda items of the kind visit are stops with batches and findings"
_HOURS = "hours of trainings are counted"
ADDED = (
    ("^/manage/events/", r"(?<=签到) 住宿 交通", _ROOMS),
    (r"/data\.json$", r'(?<=\],\n)"lodging": \[\],\n', _ROOMS),
    (r"/data\.json$", r'(?<=\]),\n"transport": \[\]', _ROOMS),
    ("^/manage/events/", r"(?<=[\u4e00-\u9fff]) 座次(?= |$)", _SEATED),
    (r"/data\.json$", r'(?<=\]),\n"seats": \[\]', _SEATED),
    (r"/data\.json$", r'(?<=\]),\n"visit_findings": \[\](?=\n\}|,)', _STOPS),
    (r"/data\.json$", r'(?<=\]),\n"training_hours": \[\](?=\n\}|,)', _HOURS),
    ("^/manage/events/", " 学时(?= 邮件| 团队)", _HOURS),
    ("^/manage/", " 学时(?= 全部账号)", _HOURS),
    (r"/data\.json$", r'(?<="certificates": \[\],\n)"checkin": \[(?:\n(?:\{[^{}]*\},?\n)*)?\],\n', _CHECKED),
    ("/checkin/", r"签到看板 签到设备 (?=未到人员)", _CHECKED),
    (
        r"/data\.json$",
        r'(?<=\]),\n"surveys": \[\](?=\n\})',
        "whoever answered a questionnaire with a name reads it in their copy",
    ),
    ("^/manage/events/", r" 对外提供名单(?= 个人信息|$)", _HANDED),
    ("/registrations/", "对外提供名单…", _HANDED),
    (
        r"/data\.json$",
        r'(?<="data_requests": \[\]),\n"deals": \[\]',
        "whoever is the contact of a deal reads it in their copy",
    ),
    (r"/data\.json$", r'(?<="data_requests": \[\]),\n"disclosures": \[\]', _HANDED),
    (r"/data\.json$", r'(?<=\]),\n"short_messages": \[\](?=\n\})', _TEXTED),
    (
        "/retention/$",
        r"(?:现存（条）|删除时间)：(?=[0-9]|发送后)",
        "on a phone each number of the table says what it is",
    ),
    ("^/my/", r"^(?:为住宿和接送对外提供信息|同意对外提供|目前未将您的信息列入提供给.*)\n", _HANDED),
    (
        "/register/$",
        r"^\[ \] (?:我单独同意：为安排本次活动|My name, gender, organization, what I entered).*\n",
        _HANDED,
    ),
    ("/retention/$", r"^处理目的与法律依据（《个人信息保护法》第十三条）\n(?:.*\n)*?修改法律依据\n", _GROUNDS),
    (
        "",
        r"^处理的法律依据（《个人信息保护法》第十三条）\n(?:(?:取得个人同意|参会所必需|履行法定义务|履行法定职责)：.+\n)+",
        _GROUNDS,
    ),
    (
        "",
        r"^Legal bases \(PIPL art\. 13\)\n(?:(?:with consent|necessary for taking part|legal duty|statutory task): .+\n)+",
        _GROUNDS,
    ),
    (r"/data\.json$", r'"notices": \{\n(?:"\d+": \{\n(?:"[a-z]+": .*\n)+\},?\n)*\},\n', _WHOLE),
    (r"/data\.json$", r'"questions": \{(?:\n(?:"q_\w+": \{\n(?:"[a-z]+": .*\n)+\},?\n)+)?\},\n', _WHOLE),
    (r"/data\.json$", r'"(?:restricted|objected|stay_deleted)_at": .*\n', _WHOLE),
    (r"/data\.csv$", r"^同意 \| 告知书第 \d+ 版文本 \| .*\n", _WHOLE),
    (r"/data\.csv$", r"^分组报名 \| (分组|状态|申请时间) \| .*\n", _HELD),
    ("^/manage/events/", r"(?<=团队) 个人信息请求", _ASKED),
    ("^/manage/events/[^/]+/registrations/[0-9]+/$", r"^登记个人信息请求\n", _ASKED),
    (
        r"/data\.json$",
        r'"held": \{\n"certificates": \[\],\n"data_requests": \[\],\n"group_places": \[(?:\n\{[^{}]*\}\n)?\],\n"meeting_representatives": \[\],\n"prints": \[\],\n"profile_keeper": \[\]\n\},\n',
        _HELD,
    ),
    ("/retention/$", r"^停止删除…\n", "deletion can be stopped"),
    ("^/my/[^/]+/(?:edit)?$", r"^限制处理、拒绝处理或提出其他请求\n", _ASKED),
    ("/settings/registration/$", r"^\[ \] 仅限受邀者报名\n", "registration may be by invitation only"),
    (
        "/settings/registration/$",
        r"^\[ \] 报名须经代表团推荐\n.*\n",
        "delegations may have to recommend whoever registers for them",
    ),
    ("/settings/registration/$", r"^候补顺序及是否先发递补邀请，.*\n", "a waiting list has a rule"),
    ("/registrations/", r"^\[ \] 带队情况\n", "a delegation has a leader and a deputy leader"),
    (
        "^/(manage/|sign-in)",
        "^我的活动 我的单位 (?=账号与密码)",
        "accounts of organizations come to their organization's page",
    ),
    ("^/manage/events/", " 供需信息(?= 邮件| 团队)", "organizations enter what they offer and seek"),
    ("^/(manage/|sign-in)", "^我的活动 本代表团 (?=账号与密码)", "provincial accounts see their delegation"),
    ("", " 全部活动统计", "figures of all events have a page"),
    ("^/manage/events/", "(?<=统计) 统计表", "tables of figures have a page of their own"),
    ("", "(?<=账号与密码) 单位库", "the directory of organizations has pages"),
    ("^/manage/events/", r"(?<=报名名单) 候补(?= 代表团| 名额分配)", "the waiting list has a page of its own"),
    ("^/manage/events/", r"(?<=报名名单) 代表团(?= 名额分配)", "delegations have liaisons and a board"),
    ("^/manage/events/", r"(?<=报名名单) 名额分配", "quotas have a page of their own"),
    ("^/manage/events/", r"(?<=报名名单) 参会身份", "types of participants have a page of their own"),
    ("^/manage/events/", r"(?<=报名名单) 参会邀请", "people are invited to register"),
    ("^/manage/events/", r" 短信(?= 团队)", "the menu leads to short messages"),
    ("^/manage/events/", r"(?<=统计) 活动成果", "outcomes have a page of their own"),
    (
        "^/manage/events/",
        r"(?:(?<=议定事项)|(?<=统计)|(?<=活动成果)) 问卷调查",
        "questionnaires have pages of their own",
    ),
    ("^/manage/events/", r"(?<=邮件) 群发邮件(?= 团队)", "organizers write bulk e-mails"),
    ("^/manage/events/", r"(?<=个人信息) 群机器人", "a robot tells the group of a team what waits"),
    ("/registrations/", r"(?<=签到)给这(?: \d+ 人|些人)写邮件…", "organizers write bulk e-mails"),
    ("/registrations/", r"^近期审核\n", "decisions about several people can be undone"),
    (
        "/settings/registration/$",
        r"^参会者自行修改截止时间\n.*\n\[\]\n需会务组同意的修改\n.*\n(?:\[ \] .*\n)+",
        "changes end at a deadline, and chosen ones need approval",
    ),
)
"""(where, line, why)"""
