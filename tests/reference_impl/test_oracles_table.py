"""docs/oracles.md says of every function which libraries check it, and says no more than that."""

import pytest

from tests.reference_impl.oracles.table import HERE, compared, documented
from tests.reference_impl.promised import PROMISED

ANEW = "python -m tests.reference_impl.oracles.table"


def test_every_function_has_its_place():
    assert set(documented()) == set(PROMISED), ANEW


def test_the_libraries_are_those_that_tests_compare_with(request):
    """This file comes after the folder `oracles`: what its tests have called is known by now."""
    before = request.session.items[: request.session.items.index(request.node)]
    ran = {item.path for item in before if item.path.parent == HERE}
    if ran != set(HERE.glob("test_*.py")) or request.config.getoption("keyword"):
        pytest.skip("only a part of the comparisons ran")
    assert documented() == compared(), ANEW
