"""The walls hold however chainrule was installed, and whoever runs it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import setuptools

from autograder.errors import SandboxError
from autograder.sandbox.walls import available_walls, require
from autograder.spec import EXERCISES, load_exercise
from autograder.spec.solution import plain_source

from . import reading
from .model import PRELUDE

PACKAGES = ("autograder", "course", "reference_impl")
BUILD = "import setuptools.build_meta as b, sys; print(b.build_wheel(sys.argv[1]))"
NOBODY = 65534
# "$0" is an empty folder, "$1" a closed one, then what is needed below it, "--", the command.
OPENED = """
set -e
scratch=$0 closed=$1 stashed=0
shift
mount --make-rprivate /
for path; do
    [ "$path" = -- ] && break
    mkdir -p "$scratch/$stashed"
    mount --bind "$path" "$scratch/$stashed"
    stashed=$((stashed + 1))
done
mount -t tmpfs -o mode=755 none "$closed"
stashed=0
while [ "$1" != -- ]; do
    mkdir -p "$1"
    mount --bind "$scratch/$stashed" "$1"
    stashed=$((stashed + 1))
    shift
done
shift
exec setpriv --reuid=65534 --regid=65534 --clear-groups -- "$@"
"""
HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="module", autouse=True)
def _walled() -> None:
    try:
        require(available_walls())
    except SandboxError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def wheel_install(tmp_path_factory, checkout) -> Path:
    """The folder of a wheel install, made from a copy of the checkout."""
    if int(setuptools.__version__.split(".")[0]) < 77:
        pytest.skip(f"pyproject.toml asks for setuptools 77 to build a wheel; here is {setuptools.__version__}")
    work = tmp_path_factory.mktemp("wheel")
    copy = work / "copy"
    copy.mkdir()
    for name in PACKAGES:
        shutil.copytree(checkout / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "pyproject.toml", copy)
    (copy / "README.md").write_text("chainrule", encoding="utf-8")
    subprocess.run([sys.executable, "-c", BUILD, str(work)], cwd=copy, check=True, capture_output=True)
    with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
        wheel.extractall(work / "site")
    return work / "site"


def scores_in(folder: Path, sources: dict[str, str]) -> dict[str, float | None]:
    """Grade with the chainrule that lies in `folder`, from a working folder that is none of its."""
    order = {name: (PRELUDE, source.replace("CHECKOUT", str(folder))) for name, source in sources.items()}
    done = subprocess.run(
        [sys.executable, "-P", str(HERE / "elsewhere.py")],
        input=json.dumps(order),
        env=os.environ | {"PYTHONPATH": str(folder)},
        cwd=folder.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout.splitlines()[-1])
    assert Path(answer["from"]).is_relative_to(folder)
    return answer["scores"]


@pytest.mark.parametrize("install", ["editable", "wheel"])
def test_what_is_installed_cannot_be_read(install, request, checkout):
    """Neither reference nor grader can be imported or read from the box; an honest answer is graded."""
    folder = checkout if install == "editable" else request.getfixturevalue("wheel_install")
    exercise = load_exercise(EXERCISES / "backprop" / "toy_graph")
    sources = {attack.name: attack.source for attack in reading.ATTACKS}
    scores = scores_in(folder, sources | {"honest": plain_source(exercise)})
    assert scores.pop("honest") == exercise.max_score
    assert {name: score for name, score in scores.items() if score != 0} == {}


def test_the_other_user(checkout, tmp_path):
    """The attack suite again: as an ordinary user when this is root, as root when this is an ordinary user."""
    command, options = _as_other_user(tmp_path)
    tmp_path.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()
    if os.geteuid() == 0:
        os.chown(home, NOBODY, NOBODY)
    files = [str(HERE / name) for name in ("test_attacks.py", "test_leaks.py")]
    chosen = ["-k", "both or lock", "-q", "-p", "no:cacheprovider", f"--basetemp={home / 'tmp'}"]
    variables = {"HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(checkout)}
    done = subprocess.run(
        [*command, sys.executable, "-m", "pytest", *files, *chosen],
        cwd=checkout,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert " passed" in done.stdout


def _as_other_user(scratch: Path) -> tuple[list[str], dict[str, object]]:
    """How to start a process as the other user; skips where that cannot be done, and says why."""
    if os.geteuid() != 0:
        sudo = ["sudo", "-n", "-E"]
        return _tried([(sudo, {})], "only root can become another user, and sudo asks for a password")
    plain: dict[str, object] = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    ways = [([], plain), (_among_open_folders(scratch), {})]
    return _tried(ways, f"{sys.executable} or this checkout is open to root alone, and no namespace can open it")


def _among_open_folders(scratch: Path) -> list[str]:
    """Starts a command as NOBODY where everybody may enter root's home: in a namespace, over an empty folder."""
    needed = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), HERE.parent.parent}
    hidden = [str(path) for path in sorted(needed) if path.is_relative_to(Path.home())]
    return ["unshare", "--mount", "sh", "-c", OPENED, str(scratch), str(Path.home()), *hidden, "--"]


def _tried(ways: list[tuple[list[str], dict[str, object]]], otherwise: str) -> tuple[list[str], dict[str, object]]:
    probe = [sys.executable, "-c", "import numpy, pytest, autograder"]
    for command, options in ways:
        with contextlib.suppress(OSError):
            done = subprocess.run(
                [*command, *probe], cwd=HERE.parent.parent, capture_output=True, check=False, **options
            )
            if done.returncode == 0:
                return command, options
    pytest.skip(f"not run as the other user: {otherwise}")
