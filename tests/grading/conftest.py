"""A box for all tests of grading that need one."""

from collections.abc import Iterator

import pytest

from autograder.sandbox.box import Box


@pytest.fixture(scope="package")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box
