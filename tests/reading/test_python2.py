"""Code for Python 2 is recognised by its statements, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from autograder.reading.parsing import Budget
from autograder.reading.python2 import looks_like_python2


@pytest.mark.parametrize("source", ["print 'a'", "print x, y", "exec 'a'", "try:\n    x\nexcept A, e:\n    y"])
def test_statements_of_python_2(source: str) -> None:
    assert looks_like_python2(source, Budget())
    assert looks_like_python2("%matplotlib inline\n" + source, Budget())


@pytest.mark.parametrize("source", ["print('a')", "def f(:", "s = '''\nprint this\n'''"])
def test_what_is_not_python_2(source: str) -> None:
    assert not looks_like_python2(source, Budget())
