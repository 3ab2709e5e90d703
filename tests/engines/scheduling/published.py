"""Steps of the tests of published, which others take too."""

from __future__ import annotations

import json
import subprocess
import sys

from bench.meetings import published
from eventmgr.engines.scheduling.reading import read_instance
from eventmgr.engines.scheduling.writing import json_of, values_of


def judged(tmp_path, data, schedule, *options: str) -> dict:
    """What the published checker says."""
    paths = (tmp_path / "instance.json", tmp_path / "schedule.json")
    paths[0].write_text(json.dumps(data), "utf-8")
    paths[1].write_text(json_of(values_of(read_instance(data), schedule)), "utf-8")
    command = [sys.executable, str(published.CHECKER), *map(str, paths), *options]
    return json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
