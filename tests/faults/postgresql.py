"""A PostgreSQL server of a test's own: in a temporary folder, on a socket in it, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

__all__ = ["find_postgresql", "postgresql_server"]

PLACES = "/usr/lib/postgresql/*/bin"
ACCOUNTS = ("postgres", "nobody")
UNSAFE_BUT_FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"


def find_postgresql() -> Path | None:
    """The folder with initdb and pg_ctl; Debian keeps them off PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/").glob(PLACES.lstrip("/")))
    return next((folder for folder in reversed(folders) if (folder / "pg_ctl").is_file()), None)


@contextlib.contextmanager
def postgresql_server(programs: Path, settings: str = UNSAFE_BUT_FAST) -> Iterator[str]:
    """The address of an empty database, without a driver's name. Root starts it as another user, since it must."""
    with tempfile.TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True) as folder:
        owner = _owner(Path(folder))
        data, log = f"{folder}/data", f"{folder}/log"
        _run([programs / "initdb", "-D", data, "-U", "chainrule", "-A", "trust", "-E", "UTF8", "--no-sync"], owner)
        options = f"-k {folder} -c listen_addresses='' -c max_connections=20 {settings}"
        _run([programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start"], owner)
        try:
            yield f"postgresql://chainrule@/postgres?host={folder}"
        finally:
            _run([programs / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop"], owner)


def _owner(folder: Path) -> dict[str, Any]:
    """Who runs the server, as options of a process."""
    if os.geteuid():
        return {}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = next(known[name] for name in ACCOUNTS if name in known)
    os.chown(folder, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _run(command: list[Any], owner: dict[str, Any]) -> None:
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        list(map(str, command)), cwd="/", env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **owner
    )
    if done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.decode(errors='replace')}")
