"""Files for the installation's own account."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys

from eventmgr.ground import files

_IS_LOCKED = """
import fcntl, sys
with open(sys.argv[1], "r+b") as file:
    try:
        fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        print("locked")
"""


def test_a_file_that_is_there_keeps_the_locks_that_this_process_has_on_it(tmp_path):
    """SQLite lives by such locks; opening and closing its file beside it would give them up."""
    path = tmp_path / "database"
    path.write_bytes(b"x")
    with path.open("r+b") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)
        files.make_private_file(path)
        seen = subprocess.run([sys.executable, "-c", _IS_LOCKED, path], capture_output=True, text=True, check=True)

    assert seen.stdout == "locked\n"


def test_a_new_file_is_for_its_owner_alone_whatever_the_umask(tmp_path):
    before = os.umask(0)
    try:
        files.make_private_file(tmp_path / "database")
    finally:
        os.umask(before)

    assert (tmp_path / "database").stat().st_mode & 0o777 == 0o600
