"""What comes from another process is held once where it is the same."""

from __future__ import annotations

import pickle

from autograder.reports.report import Criterion, Diagnosis, Report
from autograder.reports.results import Graded
from autograder.reports.shared import Shared


def graded(student: str, message: str) -> Graded:
    criteria = Criterion("a", "A title", "passed", 1, 1), Criterion("b", "B title", "failed", 0.0, 2, message)
    report = Report("x/y", 1, "Y", criteria, Diagnosis("name", "words"), 3, 0.5, "a note")
    return pickle.loads(pickle.dumps(Graded(student, (report,))))


def test_what_is_the_same_is_one_object_and_everything_says_what_it_said():
    shared = Shared()
    entries = [graded("ann", "wrong"), graded("ben", "wrong"), graded("cem", "wrong too")]
    first, second, third = kept = [shared.sharing(entry) for entry in entries]
    assert kept == entries
    assert [entry.reports[0].to_json() for entry in kept] == [entry.reports[0].to_json() for entry in entries]
    [of_first], [of_second], [of_third] = first.reports, second.reports, third.reports
    assert all(a is b for a, b in zip(of_first.criteria, of_second.criteria, strict=True))
    assert [a is b for a, b in zip(of_first.criteria, of_third.criteria, strict=True)] == [True, False]
    assert of_first.diagnosis.message is of_third.diagnosis.message
    assert of_first.title is of_third.title
