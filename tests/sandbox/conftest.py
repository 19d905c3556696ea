"""Boxes for the tests: one for the whole session, and one behind each single wall."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from autograder.errors import SandboxError
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.limits import Limits
from autograder.sandbox.session import Session
from autograder.sandbox.walls import WALLS

PATIENT = Limits(memory_mb=512, output_mb=4)
QUICK = replace(PATIENT, call_s=0.6, wall_s=20)
EACH_WALL = {"all walls": WALLS} | {wall.name: (wall,) for wall in WALLS}


@pytest.fixture
def quick() -> Limits:
    """Limits for code that hangs."""
    return QUICK


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    with Box(PATIENT) as box:
        yield box


@pytest.fixture(scope="session", params=EACH_WALL)
def each_box(request: pytest.FixtureRequest) -> Iterator[Box]:
    try:
        box = Box(PATIENT, EACH_WALL[request.param])
    except SandboxError as error:
        pytest.skip(str(error))
    with box:
        yield box


@pytest.fixture
def run(box: Box) -> Callable[..., Session]:
    """Run cells that are given as texts; their ids are their numbers."""

    def run(*sources: str, limits: Limits = PATIENT) -> Session:
        return box.start([Cell(str(number), source) for number, source in enumerate(sources)], limits)

    return run
