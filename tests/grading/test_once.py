"""What a suite asks once: how often it is asked, what is recorded, and what variants are asked in its place."""

from __future__ import annotations

import textwrap

import pytest

from autograder.grading.diagnosis import diagnose
from autograder.grading.grade import grade_backend
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.spec import load_exercise

FILES = {
    "exercise.toml": """
        title = "Learn a number"
        lectures = ["O1"]
        solution = ["solution.py"]
        [functions]
        learn = "tell*"
        [points]
        test_close = 2
        test_exact = 3
        test_unchanged = 1
    """,
    "solution.py": '''
        def learn(x):
            """A function that adds the mean of x."""
            mean = sum(x) / len(x)

            def tell(y):
                return y + mean

            return tell
    ''',
    "test_hidden.py": '''
        import numpy as np
        from course.checks import CheckFailure

        def learned(student, rng, rehearsal):
            x = rng.normal(size=5 if rehearsal else 50) + 3
            tell = student.learn(x)
            return {"size": len(x), "error": abs(float(tell(np.ones(1))[0]) - 1 - x.mean())}

        def test_close(student):
            """It is close."""
            found = student.once(learned)
            if found["error"] > 0.6:
                raise CheckFailure(f"It is far off, from {found['size']} numbers.")
            student.remark(f"From {found['size']} numbers.", {"kind": "counts", "rows": [[1, 2]], "caption": "Two."})

        def test_exact(student):
            """It is exact."""
            if student.once(learned)["error"] > 1e-9:
                raise CheckFailure("It is a little off.")

        def test_unchanged(student):
            """x is left as it was."""
            student.once(learned)
            student.assert_arguments_unchanged()
    ''',
    "misconceptions.py": '''
        def observe_learned(arguments, found):
            return "near" if found["error"] < 1e-9 else "off" if found["error"] < 0.6 else "far"

        class half_more:
            """You add a half."""
            edits = {"y + mean": "y + mean + 0.5"}

        class no_mean:
            """You leave the mean out."""
            edits = {"y + mean": "y"}
    ''',
}


@pytest.fixture
def learning(folder):
    for name, text in FILES.items():
        (folder / name).write_text(textwrap.dedent(text).lstrip())
    return load_exercise(folder)


class Learner:
    """`learn` that is off by something, and how many numbers it was given each time."""

    def __init__(self, off=0.0, error=None, change=0.0):
        self.sizes, self.off, self.error, self.change = [], off, error, change

    def __call__(self, x):
        self.sizes.append(len(x))
        mean = x.mean() + self.off
        x += self.change

        def tell(y):
            if self.error:
                raise self.error
            return y + mean

        return tell


def report_of(exercise, learn, **options):
    return grade_backend(TrustedBackend({"learn": learn}), [exercise], 3, **options)[0]


def statuses(report):
    return [criterion.status for criterion in report.criteria]


def test_all_tests_share_one_answer(learning):
    learn = Learner()
    assert report_of(learning, learn).score == 6
    assert learn.sizes == [50]


def test_the_next_student_is_asked_anew(learning):
    first, second = Learner(), Learner(off=0.5)
    assert report_of(learning, first).score == 6
    assert statuses(report_of(learning, second)) == ["passed", "failed", "passed"]
    assert second.sizes == [50]


def test_a_rehearsal_asks_for_less(learning):
    learn = Learner(off=-0.9)
    report = report_of(learning, learn, rehearsal=True)
    assert learn.sizes == [5]
    assert report.criteria[0].message == "It is far off, from 5 numbers."


def test_what_a_test_remarks_is_told_when_it_passes(learning):
    passed, *others = report_of(learning, Learner()).criteria
    assert (passed.message, passed.picture.kind, passed.picture.rows) == ("From 50 numbers.", "counts", ((1, 2),))
    assert not any(criterion.message or criterion.picture for criterion in others)


def test_what_stops_it_stops_every_test_and_is_met_once(learning):
    learn = Learner(error=IndexError("no"))
    report = report_of(learning, learn)
    assert statuses(report) == ["failed"] * 3
    assert report.criteria[2].message.startswith("tell raised IndexError.")
    assert learn.sizes == [50]


def test_what_the_question_cannot_use_is_met_once_too(learning):
    learn = Learner()
    report = report_of(learning, lambda x: learn(x) and (lambda y: {}))
    assert statuses(report) == ["failed"] * 3
    assert report.criteria[0].message == "The function returned something that this check cannot use. (KeyError)"
    assert learn.sizes == [50]


def test_the_starter_is_not_run(learning):
    def learn(x):
        raise NotImplementedError

    assert set(statuses(report_of(learning, learn))) == {"not_run"}
    assert set(statuses(grade_backend(TrustedBackend({}), [learning], 3)[0])) == {"not_run"}


def test_arguments_that_it_changed_are_told(learning):
    last = report_of(learning, Learner(change=1.0)).criteria[2]
    assert (last.status, last.message.split(". ")[0]) == ("failed", "Changed in place: learn: x")


def test_variants_are_compared_by_what_the_folder_observes_of_their_rehearsal(learning):
    """The student's own numbers are of 50, the variants' of 5: only what is observed can be the same."""
    assert report_of(learning, Learner(off=0.3)).diagnosis.name == "half_more"
    assert report_of(learning, Learner(off=-2.0)).diagnosis.name == "no_mean"


def test_variants_are_asked_once_for_a_class(learning, monkeypatch):
    from autograder.grading.once import Inquiry

    asked = []
    monkeypatch.setattr(Inquiry, "rehearsed", counted(Inquiry.rehearsed, asked))
    for _ in range(3):
        result = run_suites([learning], TrustedBackend({"learn": Learner(off=0.3)}), 3)[0]
        assert diagnose(learning, result.calls).name == "half_more"
    assert len(asked) == 3, "the reference and two variants"


def counted(function, calls):
    def counting(*arguments):
        calls.append(arguments)
        return function(*arguments)

    return counting


def test_the_reference_is_asked_once_for_a_class(learning):
    """A test that fails is tried on the reference; with a reference that is off by itself the grader is to blame."""
    solution = learning.folder / "solution.py"
    solution.write_text(solution.read_text().replace("y + mean", "y + mean + 0.1"))
    report = report_of(load_exercise(learning.folder), Learner(off=0.1))
    assert statuses(report) == ["passed", "grader_error", "passed"]


def test_a_question_within_a_question_is_the_authors_mistake(learning):
    suite = learning.folder / "test_hidden.py"
    suite.write_text(suite.read_text().replace("    tell = student", "    student.once(learned)\n    tell = student"))
    report = report_of(load_exercise(learning.folder), Learner())
    assert statuses(report) == ["grader_error"] * 3
    assert "learned asks within what is asked once" in report.criteria[0].message
