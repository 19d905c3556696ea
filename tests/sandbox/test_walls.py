"""Each wall alone keeps a student in; without any there is no grading unless it is asked for."""

import os
import pkgutil
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.errors import SandboxError
from autograder.sandbox import walls
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.inside import lock
from autograder.sandbox.walls import BUBBLEWRAP, LOCK, WALLS, available_walls
from autograder.sandbox.walls.wall import Start, Wall

HERE = Path(__file__).resolve()
ESCAPES = {
    "read a test": f"open({str(HERE)!r}).read()",
    "list the course": f"__import__('os').listdir({str(HERE.parent)!r})",
    "read the password file": "open('/etc/passwd').read()",
    "read another process": "open('/proc/1/environ').read()",
    "write": "open('/tmp/x', 'w')",
    "write into memory": "open('/dev/shm/x', 'w')",
    "write into the library": "open(__import__('os').__file__, 'a')",
    "fork": "__import__('os').fork()",
    "a shell": "__import__('subprocess').run(['/bin/sh', '-c', 'true'], check=True)",
    "a thread": "__import__('_thread').start_new_thread(print, ())",
    "the reference": "__import__('reference_impl')",
    "the grader": "__import__('autograder.grading.suite')",
    "pytest": "__import__('pytest')",
    "more memory": "__import__('resource').setrlimit(9, (-1, -1))",
    "a device": "__import__('os').mknod('/x')",
    "root": "__import__('os').setuid(0) if __import__('os').getuid() else 1 / 0",
}
OF_THE_LOCK = {
    "a socket": "__import__('socket').socket()",
    "a pair of sockets": "__import__('socket').socketpair()",
    "memory as a file": "__import__('os').memfd_create('x')",
    "a pipe": "__import__('os').pipe()",
    "a signal to the parent": "__import__('os').kill(__import__('os').getppid(), 0)",
    "a signal to oneself": "__import__('os').kill(__import__('os').getpid(), 0)",
    "another program": "__import__('os').execv('/bin/true', ['true'])",
    "another directory": "__import__('os').chdir('/tmp')",
    "other rights": "__import__('os').chmod('/', 0)",
    "a descriptor's owner": "__import__('fcntl').fcntl(0, 8, 1)",
    "a letter to the terminal": "__import__('fcntl').ioctl(0, 0x5412, b'x')",
    "limits of the parent": "__import__('resource').prlimit(__import__('os').getppid(), 7)",
}


def test_canaries_find_every_wall_tight(each_box):
    each_box.canaries()


def test_no_way_out(each_box):
    escapes = ESCAPES | (OF_THE_LOCK if LOCK in each_box.walls else {})
    source = "".join(f"def escape{n}():\n    {code}\n    return 'out'\n" for n, code in enumerate(escapes.values()))
    session = each_box.start([Cell("escapes", source)])
    out = {name: session.call(f"escape{n}", (), {}) for n, name in enumerate(escapes)}
    assert {name for name, outcome in out.items() if outcome.error is None} == set()
    assert {outcome.error.kind for outcome in out.values()} == {"exception"}


def test_a_canary_that_gets_out_stops_everything(monkeypatch):
    monkeypatch.setattr(lock, "missing", lambda: "")
    with Box(unsandboxed=True) as box:
        box.walls = (LOCK,)  # it believes in a wall that is not there
        with pytest.raises(SandboxError, match="not tight"):
            box.canaries()


def test_the_canaries_of_one_wall_see_through_another():
    with Box(walls=(LOCK,)) as box:
        box.walls = (BUBBLEWRAP, LOCK)
        with pytest.raises(SandboxError, match=r"not tight: os.stat"):
            box.canaries()


def test_student_code_runs_as_nobody(each_box):
    session = each_box.start([Cell("0", "import os\ndef who():\n    return os.getuid(), os.getgid(), os.getgroups()")])
    outcome = session.call("who", (), {})
    if os.geteuid() == 0:
        assert outcome.error is not None or outcome.value == (65534, 65534, [])


def test_no_wall_no_box(monkeypatch):
    monkeypatch.setattr(lock, "missing", lambda: "no Landlock")
    with pytest.raises(SandboxError, match=r"no Landlock.*--unsandboxed"):
        Box()
    with pytest.raises(SandboxError, match="unsandboxed"):
        Box(walls=())


def test_macos_is_told_what_it_cannot_do(monkeypatch):
    monkeypatch.setattr("sys.platform", "darwin")
    assert "darwin" in lock.missing()


def test_a_box_without_walls_is_still_a_process_of_its_own():
    with Box(unsandboxed=True) as box:
        box.canaries()
        session = box.start([Cell("0", "import os\ndef pid():\n    return os.getpid()\ndef die():\n    os._exit(3)")])
        assert session.call("pid", (), {}).value != os.getpid()
        assert session.call("die", (), {}).error.kind == "died"
        assert session.call("pid", (), {}).error is None
        load = box.start([Cell("0", "import reference_impl")])
        assert load.cells[0].error.type == "ModuleNotFoundError"


def test_bubblewrap_that_is_refused_is_done_without(monkeypatch):
    monkeypatch.setattr(BUBBLEWRAP, "lacking", lambda: "not allowed here")
    assert available_walls() == (LOCK,)
    with pytest.raises(SandboxError, match="bubblewrap: not allowed here"):
        Box(walls=(BUBBLEWRAP,))


def test_a_wall_is_one_file_and_one_entry():
    files = {f"{walls.__name__}.{module.name}" for module in pkgutil.iter_modules(walls.__path__)}
    assert {type(wall).__module__ for wall in WALLS} == files - {Wall.__module__}
    assert len({wall.name for wall in WALLS}) == len(WALLS)


class Marked(Wall):
    """A further wall: the process is started through a program of its own, and something must fail that does not."""

    name = "marked"
    canaries = ("os.stat('/')",)

    def lacking(self) -> str:
        return ""

    def enclose(self, start: Start) -> Start:
        return Start((*start.before, str(shutil.which("env")), "MARK=1"), start.python, start.numpy_parent)


class LockedTwice(Marked):
    """A lock upon a lock cannot be closed."""

    inside = lock


def test_a_further_wall_starts_the_process_and_sends_its_own_canaries():
    with Box(walls=(Marked(), LOCK)) as box:
        session = box.start([Cell("0", "import os\ndef mark():\n    return os.environ['MARK']")])
        assert session.call("mark", (), {}).value == "1"
        with pytest.raises(SandboxError, match=r"not tight: os.stat\('/'\)"):
            box.canaries()


@pytest.mark.parametrize("wall", WALLS, ids=lambda wall: wall.name)
def test_the_clean_process_goes_on_only_where_no_submission_can_reach_it(wall):
    if lacking := wall.lacking():
        pytest.skip(lacking)
    with Box(walls=(wall,)) as box:
        box.start([]).names()
        first = box._awake()
        box.start([]).names()
        assert (box._awake() is first) == wall.keeps_clean


def test_a_wall_that_cannot_be_closed_lets_no_student_code_run():
    with Box(walls=(LOCK, LockedTwice())) as box, pytest.raises(SandboxError, match="could not be locked"):
        box.start([Cell("0", "")]).names()


OPENS = """
import os, sys
from autograder.sandbox.inside import landlock, seccomp
path, flags, version = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
landlock.version = lambda known=landlock.version(): min(known, version)
ruleset = landlock.make_ruleset([path])
from autograder.sandbox.inside.libc import checked, libc
checked(libc.prctl(38, 1, 0, 0, 0), "no new privileges")
landlock.confine(ruleset)
seccomp.confine()
try:
    os.open(path, flags)
except PermissionError:
    os._exit(7)
os._exit(0)
"""


@pytest.mark.parametrize("version", [1, 2, 9])
@pytest.mark.parametrize("flag", ["O_RDONLY", "O_TRUNC", "O_CREAT", "O_APPEND", "O_WRONLY", "O_RDWR", "O_TMPFILE"])
def test_a_file_of_ones_own_can_be_read_and_nothing_else(flag, version, tmp_path):
    if lock.missing():
        pytest.skip(lock.missing())
    file = tmp_path / "numpy.py"
    file.write_text("not to be emptied")
    done = subprocess.run([sys.executable, "-c", OPENS, str(file), str(getattr(os, flag)), str(version)], check=False)
    assert done.returncode == (0 if flag == "O_RDONLY" else 7)
    assert file.read_text() == "not to be emptied"
