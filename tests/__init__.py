"""The tests. Imported before anything else of theirs, so what a run compiles is kept here, also for the processes it starts.

Images of Python often forbid that (`PYTHONDONTWRITEBYTECODE`). Then every worker would rewrite the assertions of all test
files, and every `eventmgr serve` compile each library again: a fifth of the run. It goes to a folder that `make clean`
takes away, beside no source.
"""

import os
import sys
from pathlib import Path

BYTECODE = Path(__file__).parent.parent / ".pytest_cache" / "bytecode"

if sys.dont_write_bytecode or sys.pycache_prefix == str(BYTECODE):
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(BYTECODE)

COMPILED_KEPT = {name: value for name, value in os.environ.items() if name == "PYTHONPYCACHEPREFIX"}
"""For a process that a test starts with an environment of its own: it finds what is compiled, too."""
