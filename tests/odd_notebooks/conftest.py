"""One scratch course, all cases handed in, and each way of grading gone once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.batch.jobs import Graded
from autograder.sandbox.box import Box

from . import scratch, ways
from .kernel import Shown
from .model import ODD


@dataclass(frozen=True, slots=True)
class Class:
    """The class after everything: by case, which is a student's name too."""

    course: Path
    kernel: Mapping[str, dict[str, Shown]]
    graded: Mapping[str, Graded]
    nbgrader: Mapping[str, ways.Points]


@pytest.fixture(scope="package")
def odd_class(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, checkout: Path) -> Class:
    """Everybody whose case is among the tests of this run."""
    course = scratch.make_course(tmp_path_factory.mktemp("odd") / "course", checkout)
    names = [name for name in ODD if name in _chosen(request.session)]
    for name in names:
        scratch.hand_in(course, name, ODD[name].files(scratch.all_right(course)))
    asked = ways.ask_kernels(course, [name for name in names if ODD[name].graded], checkout)
    graded = ways.grade(course)
    return Class(course, ways.shown_by_kernels(asked), graded, ways.nbgrader_points(course, names))


def _chosen(session: pytest.Session) -> set[Any]:
    return {item.callspec.params.get("name") for item in session.items if hasattr(item, "callspec")}


class Kept(Box):
    """A box that is proven already and stays open."""

    def __exit__(self, *_: object) -> None:
        pass

    def canaries(self) -> None:
        pass


@pytest.fixture(scope="package")
def kept_box() -> Iterator[Kept]:
    box = Kept()
    yield box
    box.close()


@pytest.fixture
def _one_box(kept_box: Kept, odd_class: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    """One box for every `chainrule try`: to open one and let it prove itself takes half a second."""
    monkeypatch.setattr("autograder.sandbox.box.Box", lambda unsandboxed: kept_box)
