"""A `Schedule` to its JSON form (docs/formats/meeting-instances.md), which `reading.read_schedule` takes back."""

from __future__ import annotations

import json
from typing import Any

from eventmgr.engines.scheduling.instance import Instance
from eventmgr.engines.scheduling.schedule import Schedule


def values_of(instance: Instance, schedule: Schedule) -> dict[str, Any]:
    """Plain values, rows by meeting. `seats` and `assistants` stand there only where the instance knows of such."""
    placed = sorted(schedule.placed, key=lambda row: row.meeting)
    values: dict[str, Any] = {
        "status": schedule.status,
        "meetings": [[row.meeting, row.slot, row.table] for row in placed],
        "unplaced": [
            [row.meeting, row.reason, row.detail] for row in sorted(schedule.unscheduled, key=lambda row: row.meeting)
        ],
        "breaks": schedule.breaks,
        "bound": schedule.bound,
        "weight": schedule.weight,
        "spread": schedule.spread,
        "idle_slots": schedule.idle,
        "table_changes": schedule.table_changes,
        "seconds": round(schedule.seconds, 3),
    }
    if any(participant.seats > 1 for participant in instance.participants):
        values["seats"] = [[row.meeting, *row.seats] for row in placed]
    if instance.assistants:
        values["assistants"] = [[row.meeting, *row.assistants] for row in placed if row.assistants]
    values["facts"] = schedule.facts
    return values


def json_of(values: dict[str, Any]) -> str:
    """JSON text: a member a line, a row of a long list a line."""
    return "{\n" + ",\n".join(f" {_text(name)}: {_member(value)}" for name, value in values.items()) + "\n}\n"


def _member(value: Any) -> str:
    if isinstance(value, list) and value and isinstance(value[0], (list, dict)):
        return "[\n" + ",\n".join(f"  {_text(row)}" for row in value) + "\n ]"
    return _text(value)


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Sets and tuples of facts as lists."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    return str(value)
