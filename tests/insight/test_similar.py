"""A pair stands out for what few have written, never for what a class writes alike."""

from __future__ import annotations

import random

from autograder.insight.code import bare_code, given_lines, tokens_of
from autograder.insight.similar import Circle, Pair, circles_of, similar_pairs

STARTER = 'def f(x, p):\n    """What f does."""\n    raise NotImplementedError()'
OWN = """
def f(x, p):
    '''What f does.'''
    mask = np.ones(x.shape)
    for row in range(x.shape[0]):
        for column in range(x.shape[1]):
            if np.abs(x[row, column]) < p * 3 + 1:
                mask[row, column] = x[row, column] ** 2 - p
    return mask / (1 - p), mask
"""
RENAMED = OWN.replace("mask", "kept").replace("row", "i").replace("column", "j").replace("'''What f does.'''", "# mine")


def written(seed: int) -> list[str]:
    """Tokens of an answer that nobody else has."""
    return random.Random(seed).choices("abcdefghijklmnop", k=200)


def test_what_was_given_is_no_part_of_an_answer():
    given = given_lines(STARTER)
    assert tokens_of(STARTER.replace("raise NotImplementedError()", "return x"), given) == ["return", "v"]
    assert tokens_of(STARTER, given) == []


def test_names_of_variables_count_for_nothing_and_comments_are_gone():
    assert tokens_of(OWN, given_lines(STARTER)) == tokens_of(RENAMED, given_lines(STARTER))
    assert tokens_of("a = np.sum(b)", ()) == ["v", "=", "np", ".", "sum", "(", "v", ")"]


def test_a_copy_stands_out():
    tokens = {f"s{k}": written(k) for k in range(60)}
    tokens["copy"] = [*tokens["s7"][:150], *written(99)[:30]]
    other = {f"s{k}": written(100 + k) for k in range(60)}
    [pair] = similar_pairs({"first": tokens, "second": other})
    assert (pair.one, pair.other, pair.exercises) == ("copy", "s7", ("first",))
    assert pair.share > 0.8
    assert pair.runs > 20


def test_what_many_have_written_says_nothing_of_two():
    assert similar_pairs({"first": {f"s{k}": written(1) for k in range(60)}}) == ()


def test_nothing_written_is_like_nothing():
    assert similar_pairs({"first": {"ada": [], "bo": [], "cy": ["a"]}}) == ()


def test_what_two_have_in_common_in_several_exercises_is_one_pair():
    alike = {"ada": written(1), "bo": written(1)} | {f"s{k}": written(k + 2) for k in range(20)}
    [pair] = similar_pairs({"first": alike, "second": alike})
    assert pair.exercises == ("first", "second")
    assert pair.share == 1.0
    assert pair.runs == 2 * similar_pairs({"first": alike})[0].runs


def test_pairs_that_hang_together_are_one_circle():
    first, second = ("first",), ("first", "second")
    pairs = [Pair("a", "b", first, 0.9, 7), Pair("c", "d", first, 1.0, 7), Pair("b", "d", first, 0.8, 6)]
    assert circles_of([*pairs, Pair("a", "e", second, 1.0, 9)]) == (
        Circle(("a", "e"), second, 1.0, 9),
        Circle(("a", "b", "c", "d"), first, 0.8, 7),
    )


def test_code_that_is_no_python_is_shown_as_it_is():
    assert bare_code("\ndef f(:\n  pass\n") == "def f(:\n  pass"
    assert bare_code("def f():\n    '''\n    Words.\n    '''\n    return 1") == "def f():\n    return 1"
    assert bare_code('def f():\n    "Only words."') == 'def f():\n    "Only words."'
    assert bare_code("x = " + "(" * 5000) == "x = " + "(" * 5000
