"""Which columns a sheet of agenda items may have, and what people write above them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from eventmgr.ground.i18n import _l

LABELS: Mapping[str, Any] = {
    "number": _l("Item number"),
    "day": _l("Date"),
    "starts": _l("Begins"),
    "ends": _l("Ends"),
    "span": _l("Time"),
    "title": _l("Agenda item"),
    "title_en": _l("Agenda item in English"),
    "kind": _l("Kind"),
    "room": _l("Room"),
    "track": _l("Track"),
    "parent": _l("Part of"),
    "speakers": _l("Speakers"),
    "chair": _l("Chair"),
    "organization": _l("Organization of the speaker"),
    "position": _l("Position of the speaker"),
    "capacity": _l("Maximum"),
    "description": _l("Description"),
    "description_en": _l("Description in English"),
    "location": _l("Place outside the rooms"),
    "location_en": _l("Place outside the rooms in English"),
    "note": _l("Note on the agenda"),
    "note_en": _l("Note on the agenda in English"),
}
WRITTEN = (
    *("number", "day", "starts", "ends", "title", "title_en", "kind", "room", "track", "parent", "speakers"),
    *("capacity", "description", "description_en", "location", "location_en", "note", "note_en"),
)
"""Columns of the file and of the sheet to fill in; the others are understood where a sheet has them."""
SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "number": ("议程编号", "编号", "议程号", "ID", "Number"),
    "day": ("日程日期", "Day"),
    "starts": ("开始时间", "起始时间", "Start", "Start time", "From"),
    "ends": ("结束时间", "终止时间", "End", "End time", "To", "Until"),
    "span": ("起止时间", "时间段", "会议时间", "Time slot", "Hours"),
    "title": (
        *(
            "议程",
            "标题",
            "议题",
            "题目",
            "报告题目",
            "演讲题目",
            "议程内容",
            "会议内容",
            "活动内容",
            "内容",
            "环节",
            "事项",
        ),
        *("Title", "Topic", "Session", "Subject"),
    ),
    "title_en": ("标题（英文）", "英文题目", "Title (English)", "English title", "Title in English"),
    "kind": ("环节类型", "形式", "Type"),
    "room": ("地点", "会议地点", "会议室", "场地", "Venue", "Location", "Place"),
    "track": ("专场", "分会场", "论坛"),
    "parent": ("所属议程", "上级环节", "所属专场"),
    "speakers": ("发言人", "主讲人", "演讲人", "报告人", "嘉宾", "演讲嘉宾", "主讲嘉宾", "Speaker", "People"),
    "chair": ("主持", "Moderator"),
    "organization": ("发言人单位", "嘉宾单位", "单位", "工作单位", "Organization", "Affiliation", "Company"),
    "position": ("发言人职务", "嘉宾职务", "职务", "职称", "职务职称", "Position", "Job title"),
    "capacity": ("名额", "限额", "Capacity"),
    "description": ("简介", "内容简介", "摘要", "Abstract"),
    "description_en": ("英文简介", "Abstract (English)"),
}
