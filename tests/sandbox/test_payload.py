"""What is sent into a box follows from folders, and the names that are written by hand are names of something."""

import ast
import importlib
import importlib.util
import sys
from pathlib import Path, PurePath

import pytest

import course
from autograder.sandbox import canaries, inside
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.inside import zygote
from autograder.sandbox.inside.stubs import LIBRARIES
from autograder.sandbox.payload import drawing_parts
from autograder.sandbox.walls import BUBBLEWRAP, bubblewrap

INSIDE = sorted(Path(inside.__file__).parent.glob("*.py"))
MODULES = {path.stem for path in INSIDE} - {"__init__"}
COURSE = Path(course.__file__).parent


def imports(path):
    """Every name that a file imports; relative ones begin with a full stop."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield "." * node.level + node.module
        elif isinstance(node, ast.ImportFrom):
            yield from ("." * node.level + alias.name for alias in node.names)


@pytest.mark.parametrize("path", INSIDE, ids=lambda path: path.stem)
def test_what_runs_in_the_box_needs_the_library_numpy_and_itself(path):
    names = set(imports(path)) - {"_box"}
    own = {name for name in names if name.startswith(".")}
    assert {name.removeprefix(".") for name in own} <= MODULES
    assert {name.partition(".")[0] for name in names - own} <= sys.stdlib_module_names | {"numpy"}


def test_all_of_the_folder_can_be_imported_in_the_box_and_shows_no_path(run):
    session = run("import importlib\ndef file(name):\n    return importlib.import_module('_box.' + name).__file__")
    assert {name: session.call("file", (name,), {}).value for name in MODULES} == {
        name: f"<box>/{name}.py" for name in MODULES
    }


def test_the_parts_of_the_course_that_draw_are_stubs_and_the_others_are_not(run):
    names = {path.name if path.is_dir() else path.stem for path in COURSE.iterdir() if path.suffix in ("", ".py")}
    names -= {"__init__", "__pycache__"}
    drawing = {
        path.relative_to(COURSE).parts[0].removesuffix(".py")
        for path in COURSE.rglob("*.py")
        if {name.partition(".")[0] for name in imports(path)} & set(LIBRARIES)
    }
    session = run(
        "import importlib\ndef is_stub(name):\n    return type(importlib.import_module(name)).__name__ != 'module'"
    )
    assert drawing == {name for name in names if session.call("is_stub", (f"course.{name}",), {}).value}
    assert {"checks", "data"} <= names - drawing


def test_a_new_part_of_the_course_is_found_by_what_it_imports():
    texts = {
        PurePath("lectures/walk.py"): b"def show():\n    from matplotlib.figure import Figure\n",
        PurePath("sketch.py"): b"import ipywidgets as w\n",
        PurePath("sums/__init__.py"): b"import numpy\nimportant = 'matplotlib'\n",
        PurePath("sums/matplotlib.csv"): b"import matplotlib\n",
    }
    assert drawing_parts(texts) == {"lectures", "sketch"}


@pytest.mark.parametrize("name", canaries.IMPORTS)
def test_what_canaries_try_to_import_is_there_outside(name):
    assert importlib.util.find_spec(name)


@pytest.mark.parametrize("name", zygote.LIBRARY + bubblewrap.NEED_LIBRARIES)
def test_what_is_loaded_ahead_is_a_module_of_the_library_or_numpy(name):
    assert name.partition(".")[0] in sys.stdlib_module_names | {"numpy"}
    assert importlib.util.find_spec(name)


def test_bubblewrap_shows_every_shared_library_that_is_needed():
    if lacking := BUBBLEWRAP.lacking():
        pytest.skip(lacking)
    here = [name for name in bubblewrap.NEED_LIBRARIES if _can_import(name)]
    with Box(walls=(BUBBLEWRAP,)) as box:
        session = box.start([Cell("0", "import importlib\ndef load(name):\n    importlib.import_module(name)")])
        assert [name for name in here if session.call("load", (name,), {}).error] == []


def _can_import(name):
    try:
        importlib.import_module(name)
    except ImportError:
        return False
    return True
