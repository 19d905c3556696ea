"""Who else on this machine can read what students must not see: hidden tests, model answers, grades, others' work."""

from __future__ import annotations

import grp
import os
import pwd
import stat
from collections.abc import Iterator
from pathlib import Path

from autograder.doctor.finding import Finding

__all__ = ["CHECKS"]

Who = tuple[int, int]  # the bits of going through a folder and of reading
OTHERS, GROUP = (stat.S_IXOTH, stat.S_IROTH), (stat.S_IXGRP, stat.S_IRGRP)
SECRETS = {
    "hidden tests": "autograder/exercises",
    "model answers": "reference_impl",
    "instructor's notebooks": "source",
    "gradebook": "gradebook.db",
    "grades": "grades.csv",
    "hand-ins": "submitted",
    "graded work": "autograded",
    "feedback": "feedback",
}


def check_readers(course: Path) -> Iterator[Finding]:
    """What other accounts may read; permissions count from the root of the file system on, as the kernel counts."""
    course = course.resolve()
    there = {name: course / path for name, path in SECRETS.items() if (course / path).exists()}
    others, group = _open_to(there, OTHERS), _open_to(there, GROUP)
    if others:
        yield _finding(others, "every account on this machine", f"chmod -R o-rwx {course}")
    elif group and (members := _others_in(course.stat().st_gid)):
        yield _finding(group, f"the others of your group, {', '.join(members[:5])}", f"chmod -R g-rwx {course}")
    else:
        yield Finding("fine", "privacy", "no other account can read the course")


def _finding(names: list[str], who: str, command: str) -> Finding:
    remedy = f"where students are among them: {command}"
    return Finding("note", "privacy", f"{', '.join(names)} can be read by {who}", remedy)


def _open_to(there: dict[str, Path], who: Who) -> list[str]:
    """What they may read: every folder above lets them through, and the thing itself lets them read."""
    enter, read = who
    return [
        name
        for name, path in there.items()
        if path.stat().st_mode & read and all(_lets_through(folder, enter) for folder in path.parents)
    ]


def _lets_through(folder: Path, enter: int) -> bool:
    """A folder that is not ours, as those above the course are, may be of another group: there the others count."""
    state = folder.stat()
    return bool(state.st_mode & (enter if state.st_uid == os.getuid() else stat.S_IXOTH))


def _others_in(gid: int) -> list[str]:
    """Names of the accounts in a group that are not this one."""
    named = {name for group in grp.getgrall() if group.gr_gid == gid for name in group.gr_mem}
    own = {account.pw_name for account in pwd.getpwall() if account.pw_uid == os.getuid()}
    return sorted({*named, *(account.pw_name for account in pwd.getpwall() if account.pw_gid == gid)} - own)


CHECKS = (check_readers,)
