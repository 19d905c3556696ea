"""What is sent into a box: the modules that run there, and the part of `course` that draws nothing. Trusted.

All of it is found in folders. What lies in `inside` is sent; what of `course` imports a library that draws is not.
"""

from __future__ import annotations

import functools
import importlib.util
import marshal
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath

from autograder.sandbox import inside
from autograder.sandbox.inside.memory import Module
from autograder.sandbox.inside.stubs import LIBRARIES
from autograder.sandbox.walls.wall import Wall

__all__ = ["BOOT", "drawing_parts", "payload"]

INSIDE = Path(inside.__file__).parent
BOOT = (INSIDE / "boot.py").read_text(encoding="utf-8")
COURSE_FILES = (".py", ".npz", ".npy", ".csv")
DRAWS = re.compile(rb"^\s*(?:from|import)\s+(?:%s)\b" % "|".join(LIBRARIES).encode(), re.MULTILINE)


def payload(walls: Sequence[Wall]) -> bytes:
    """Modules, data files and options for `inside.boot`."""
    modules, files, stubbed = _course()
    options = {
        "sandboxed": bool(walls),
        "confining": [wall.inside.__name__.rpartition(".")[2] for wall in walls if wall.inside is not None],
        "course": list(modules),
        "stubbed": stubbed,
    }
    return marshal.dumps((_inside() | modules, files, options))


def drawing_parts(texts: Mapping[PurePath, bytes]) -> frozenset[str]:
    """The parts of `course` that import what a box has only as stubs, from its files by their paths in it."""
    drawing = (path.parts[0] for path, text in texts.items() if path.suffix == ".py" and DRAWS.search(text))
    return frozenset(part.removesuffix(".py") for part in drawing) - {"__init__"}


@functools.cache
def _inside() -> dict[str, Module]:
    """The modules of the box, compiled under neutral paths."""
    paths = sorted(INSIDE.glob("*.py"))
    return {_name("_box", PurePath(path.name)): _compiled(f"<box>/{path.name}", path.read_bytes()) for path in paths}


@functools.cache
def _course() -> tuple[dict[str, Module], dict[str, bytes], list[str]]:
    """The modules of `course`, the data files beside them, and the packages that stay outside."""
    texts: dict[PurePath, bytes] = {path.relative_to(root): path.read_bytes() for path, root in _course_files()}
    drawing = drawing_parts(texts)
    modules: dict[str, Module] = {}
    files: dict[str, bytes] = {}
    for path, text in texts.items():
        shown = f"<course>/{path.as_posix()}"
        if path.suffix != ".py":
            files[shown] = text
        elif path.parts[0].removesuffix(".py") not in drawing:
            modules[_name("course", path)] = _compiled(shown, text)
    return modules, files, sorted(f"course.{part}" for part in drawing)


def _name(package: str, path: PurePath) -> str:
    parts = (package, *path.with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _compiled(path: str, text: bytes) -> Module:
    return path, path.endswith("/__init__.py"), compile(text, path, "exec", dont_inherit=True)


def _course_files() -> Iterator[tuple[Path, Path]]:
    spec = importlib.util.find_spec("course")
    for root in map(Path, (spec and spec.submodule_search_locations) or ()):
        yield from ((path, root) for path in sorted(root.rglob("*")) if path.suffix in COURSE_FILES)
