"""The page of a large class: nothing is lost in it, and nothing is said a hundred times."""

from __future__ import annotations

import dataclasses

from autograder.insight.findings import find
from autograder.insight.page import COMMON, page
from autograder.insight.similar import Pair
from autograder.reports.results import Graded
from tests.insight.made import entry, gathered, report


def test_what_few_have_misunderstood_is_folded_away(folder):
    students = [entry(f"s{k}", report("+-", f"mistake_{k}")) for k in range(COMMON + 3)]
    text = page(find(gathered(folder, *students)))
    assert "3 more, each made by one student" in text
    assert all(f"mistake {k}</" in text or f"mistake {k} <" in text for k in range(COMMON + 3))


def test_cells_that_stop_are_a_group_and_no_misconception(folder):
    stopped = dataclasses.replace(report("00"), stopped=True)
    text = page(find(gathered(folder, entry("ada", stopped), entry("bo", report("--", behaviour="x")))))
    assert "Their cells stop with an error" in text
    assert (text.count("chainrule explain"), text.count("chainrule new --misconception")) == (2, 1)


def test_one_reason_is_said_once_and_of_whom(folder):
    empty = {"failure": "It is empty.", "blame": "submission"}
    lost = [dataclasses.replace(entry(name), graded=Graded(name, **empty)) for name in ("bo", "cy")]
    found = find(gathered(folder, entry("ada", report("--", behaviour="x")), *lost))
    assert page(found).count("It is empty.") == 1
    assert "bo, cy (2)" in page(found)


def test_what_several_criteria_tell_is_told_once(folder):
    made = report("--", behaviour="x")
    criteria = tuple(dataclasses.replace(each, message="It stopped with an error.") for each in made.criteria)
    text = page(find(gathered(folder, entry("ada", dataclasses.replace(made, criteria=criteria)))))
    assert (text.count("It stopped with an error."), text.count("The same as above.")) == (1, 1)


def test_everybody_who_shares_an_answer_stands_in_one_row(folder):
    found = find(gathered(folder, entry("ada", report("++"))))
    pairs = tuple(Pair(f"a{k}", f"a{k + 1}", ("leaky",), 1.0, 6) for k in range(40))
    text = page(dataclasses.replace(found, pairs=pairs))
    assert "a0, a1, a10, " in text
    assert text.count("<td>leaky</td>") == 1
