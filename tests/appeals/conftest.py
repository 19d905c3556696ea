"""A box for the tests of appeals."""

from collections.abc import Iterator

import pytest

from autograder.sandbox.box import Box


@pytest.fixture(scope="package")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box
