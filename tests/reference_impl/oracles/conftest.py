"""Everything in this folder is compared with other libraries, when they are installed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reference_impl.oracles.table import noting

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.oracles)


@pytest.fixture(autouse=True)
def _noted(request: pytest.FixtureRequest) -> Iterator[None]:
    with noting(request.module.ORACLE):
        yield
