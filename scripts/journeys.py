"""Make events from nothing in a browser and write how much it takes into `docs/journeys.md`.

python scripts/journeys.py
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

if __name__ == "__main__":
    walks = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/browser/test_from_nothing.py"]
    sys.exit(subprocess.call(walks, cwd=ROOT, env={**os.environ, "JOURNEYS": "keep"}))
