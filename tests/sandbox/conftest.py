"""Boxes for the tests: one for the whole session, and one behind each single wall."""

from collections.abc import Callable, Iterator

import pytest

from autograder.sandbox.backend import Cell, SandboxError
from autograder.sandbox.box import Box, Walls
from autograder.sandbox.session import Guest
from autograder.spec import Limits

QUICK = Limits(memory_mb=512, cpu_s=5, call_s=0.4, wall_s=20, output_mb=4)
EACH_WALL = {
    "both walls": Walls(bubblewrap=True),
    "lock": Walls(bubblewrap=False),
    "bubblewrap": Walls(bubblewrap=True, lock=False),
}


@pytest.fixture
def quick() -> Limits:
    """The limits of these tests."""
    return QUICK


@pytest.fixture(scope="session")
def box() -> Iterator[Box]:
    with Box(QUICK) as box:
        yield box


@pytest.fixture(scope="session", params=EACH_WALL)
def each_box(request: pytest.FixtureRequest) -> Iterator[Box]:
    try:
        box = Box(QUICK, EACH_WALL[request.param])
    except SandboxError as error:
        pytest.skip(str(error))
    with box:
        yield box


@pytest.fixture
def run(box: Box) -> Callable[..., Guest]:
    """Run cells that are given as texts; their ids are their numbers."""

    def run(*sources: str, limits: Limits = QUICK) -> Guest:
        return box.start([Cell(str(number), source) for number, source in enumerate(sources)], limits)

    return run
