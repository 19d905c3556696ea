"""Starts the clean process of a box, with what it may see, and talks to it. Trusted."""

from __future__ import annotations

import functools
import glob
import importlib
import importlib.util
import json
import marshal
import os
import re
import secrets
import socket
import subprocess
import sys
import sysconfig
import tempfile
import types
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from autograder.errors import SandboxError
from autograder.sandbox.limits import Limits
from autograder.sandbox.walls import Walls, namespaces

__all__ = ["Zygote"]

COURSE_FILES = (".py", ".npz", ".npy", ".csv")
STUBBED = ("plots", "widgets", "lectures")
GUEST_MODULES = ("wire", "lock", "stubs", "guest", "zygote")
START_S, ANSWER_S, END_S = 60.0, 30.0, 2.0
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")
LIBRARY_PATH = "LD_LIBRARY_PATH"
FLAGS = ("-I", "-S", "-B", "-c")
# NumPy is imported while the trusted side still compiles; its folder's parent is on the path no longer than that.
BOOT = """
import marshal, os, sys
control, payload, parent = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
sys.path.append(parent)
import numpy, numpy.random, numpy.linalg, numpy.fft
sys.path.pop()
if os.read(control, 2) != b"go":
    sys.exit("nobody is there any more")
with open(payload, "rb") as stream:
    stream.seek(0)
    modules, files, options = marshal.load(stream)
space = {"__name__": "boot"}
exec(modules["_box.stubs"][2], space)
space["install"](modules, files)
from _box import zygote
zygote.main(control, options)
"""
# Loaded here so that the shared libraries they need are known and can be shown to the box.
NEED_LIBRARIES = ("bz2", "ctypes", "decimal", "hashlib", "lzma", "numpy.random", "socket", "uuid", "zlib")
SITE = ("site-packages", "dist-packages")
LOADER = re.compile(rb"/[\w./-]*/ld[\w.-]*\.so\.\d+")
BOX_PYTHON, BOX_NUMPY, BOX_LIBRARIES = Path("/box/python"), Path("/box/numpy"), Path("/box/lib")


class Zygote:
    """The clean process: imports NumPy once, runs nothing of a student's, forks one child at a time.

    It gets ready by itself while its maker goes on; what went wrong is said when the first child is asked for.
    """

    def __init__(self, walls: Walls | None) -> None:
        self._control, theirs = socket.socketpair()
        self._is_ready = False
        self._numpy = _neutral_numpy()
        try:
            with theirs, tempfile.TemporaryFile() as payload:
                self._process = _spawn(walls, theirs.fileno(), payload.fileno(), self._numpy.name)
                payload.write(_payload(walls))
                payload.flush()
                self._control.sendall(b"go")
        except OSError as error:
            raise SandboxError(f"no box could be started: {error}") from error

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def start(self, limits: Limits) -> tuple[socket.socket, str]:
        """Fork a child. Its end of the conversation, and the nonce it is to repeat. Raises SandboxError."""
        self._await_ready()
        ours, theirs = socket.socketpair()
        nonce = secrets.token_hex(8)
        order = {"do": "start", "nonce": nonce, "memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s}
        with theirs:
            self._ask(order | {"output_bytes": limits.output_mb << 20}, theirs.fileno())
        ours.setblocking(False)
        return ours, nonce

    def reap(self, grace_s: float) -> int | None:
        """End the child after `grace_s`: its exit code, or minus the signal that ended it. Raises SandboxError."""
        code = self._ask({"do": "reap", "grace_s": grace_s})["exit"]
        return None if code is None else int(code)

    def close(self) -> None:
        """Hang up; the process ends its child and itself."""
        self._control.close()
        if not self._is_ready:
            self._process.kill()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stderr:
            self._process.stderr.close()
        self._numpy.cleanup()

    def _await_ready(self) -> None:
        if self._is_ready:
            return
        try:
            problem = self._answer(START_S).get("error", "")
        except SandboxError as error:
            problem = self._last_words() or str(error)
        if problem:
            raise SandboxError(f"no box could be started: {problem}")
        self._is_ready = True

    def _ask(self, order: dict[str, Any], fd: int | None = None) -> dict[str, Any]:
        line = json.dumps(order).encode() + b"\n"
        try:
            if fd is None:
                self._control.sendall(line)
            else:
                socket.send_fds(self._control, [line], [fd])
        except OSError as error:
            raise SandboxError(f"the box's own process is gone: {error}") from error
        return self._answer(ANSWER_S)

    def _answer(self, seconds: float) -> dict[str, Any]:
        self._control.settimeout(seconds)
        answer = b""
        while not answer.endswith(b"\n"):
            try:
                more = self._control.recv(4096)
            except OSError as error:
                raise SandboxError(f"the box's own process does not answer: {error}") from error
            if not more:
                raise SandboxError("the box's own process ended")
            answer += more
        return dict(json.loads(answer))

    def _last_words(self) -> str:
        self._process.kill()
        said = self._process.communicate()[1].decode(errors="replace").strip()
        return said.splitlines()[-1] if said else ""


def _spawn(walls: Walls | None, control: int, payload: int, numpy: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603  # our own words
        _command(walls, [str(control), str(payload)], numpy),
        env=_environment(),
        cwd="/",
        pass_fds=[control, payload],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def _payload(walls: Walls | None) -> bytes:
    modules, files = _modules()
    options = {
        "lock": walls is not None and walls.lock,
        "drop": walls is not None,
        "modules": [name for name in modules if name.startswith("course")],
    }
    return marshal.dumps((modules, files, options))


@functools.cache
def _modules() -> tuple[dict[str, tuple[str, bool, types.CodeType]], dict[str, bytes]]:
    """The modules of the box and of `course`, compiled under neutral paths, and the data files beside them."""
    here = Path(__file__).parent
    modules = {"_box": _compiled("<box>/__init__.py", b"")}
    for name in GUEST_MODULES:
        modules[f"_box.{name}"] = _compiled(f"<box>/{name}.py", (here / f"{name}.py").read_bytes())
    files: dict[str, bytes] = {}
    for path, root in _course_files():
        parts = path.relative_to(root).with_suffix("").parts
        shown = f"<course>/{path.relative_to(root).as_posix()}"
        if path.suffix != ".py":
            files[shown] = path.read_bytes()
        elif parts[0] not in STUBBED:
            name = ".".join(("course", *(parts[:-1] if parts[-1] == "__init__" else parts)))
            modules[name] = _compiled(shown, path.read_bytes())
    return modules, files


def _compiled(path: str, text: bytes) -> tuple[str, bool, types.CodeType]:
    return path, path.endswith("/__init__.py"), compile(text, path, "exec", dont_inherit=True)


def _course_files() -> Iterator[tuple[Path, Path]]:
    spec = importlib.util.find_spec("course")
    for root in map(Path, (spec and spec.submodule_search_locations) or ()):
        yield from ((path, root) for path in sorted(root.rglob("*")) if path.suffix in COURSE_FILES)


def _environment() -> dict[str, str]:
    if sysconfig.get_config_var("Py_ENABLE_SHARED") and sys.base_prefix != "/usr":
        return THREADS | {LIBRARY_PATH: f"{sys.base_prefix}/lib"}
    return THREADS


def _command(walls: Walls | None, fds: list[str], numpy: str) -> list[str]:
    if walls is None or not walls.bubblewrap:
        return [str(_python()), *FLAGS, BOOT, *fds, numpy]
    variables = THREADS | {LIBRARY_PATH: str(BOX_LIBRARIES)}
    settings = [word for name, value in variables.items() for word in ("--setenv", name, value)]
    python = str(BOX_PYTHON / "bin" / _python().name)
    outside = [*namespaces(), *settings, *_binds(), "--remount-ro", "/", "--chdir", "/", "--"]
    return [*outside, python, *FLAGS, BOOT, *fds, str(BOX_NUMPY.parent)]


@functools.cache
def _binds() -> tuple[str, ...]:
    """What is seen inside bubblewrap: interpreter, standard library, NumPy and the shared libraries, all read only."""
    library = Path(os.__file__).resolve().parent
    inside = BOX_PYTHON / Path(os.__file__).parent.relative_to(sys.base_prefix)
    pairs = [(_python(), BOX_PYTHON / "bin" / _python().name), (library, inside)]
    pairs += [(Path(path), inside / "lib-dynload") for path in sys.path if path.endswith("/lib-dynload")][:1]
    pairs.append((_numpy(), BOX_NUMPY))
    libraries = Path(f"{_numpy()}.libs")
    pairs += [(libraries, Path(f"{BOX_NUMPY}.libs"))] * libraries.is_dir()
    pairs += _shared_libraries()
    words = [word for source, target in pairs for word in ("--ro-bind", str(source), str(target))]
    hidden = [str(inside / name) for name in SITE if (library / name).is_dir()]
    return (*words, *(word for name in hidden for word in ("--tmpfs", name, "--remount-ro", name)))


def _shared_libraries() -> Iterator[tuple[Path, Path]]:
    """The libraries that this process has loaded for the interpreter, under every name that they go by."""
    for name in NEED_LIBRARIES:
        with suppress(ImportError):
            importlib.import_module(name)
    if loader := LOADER.search(_python().read_bytes()[: 1 << 14]):
        path = Path(os.fsdecode(loader[0]))
        yield path.resolve(), path
    maps = Path("/proc/self/maps").read_text().splitlines()
    loaded = {line.split(maxsplit=5)[5] for line in maps if ".so" in line}
    own = (*SITE, "lib-dynload", str(_numpy()))
    for path in sorted(Path(line) for line in loaded if not any(part in line for part in own)):
        stem = glob.escape(str(path.parent / path.name.partition(".so")[0]))
        names = [Path(name) for name in glob.glob(f"{stem}.so*") if Path(name).resolve() == path.resolve()]
        yield from ((path, BOX_LIBRARIES / name.name) for name in names)


def _python() -> Path:
    """The interpreter itself, not the environment's link to it."""
    return Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()


def _neutral_numpy() -> tempfile.TemporaryDirectory[str]:
    """NumPy under a path that does not say where the course is, as it may where the environment lies in its folder."""
    folder = tempfile.TemporaryDirectory(prefix="box-")
    os.chmod(folder.name, 0o755)  # noqa: S103  # the box's uid is not ours
    for source in (_numpy(), Path(f"{_numpy()}.libs")):
        if source.is_dir():
            Path(folder.name, source.name).symlink_to(source)
    return folder


def _numpy() -> Path:
    return Path(np.__file__).resolve().parent
