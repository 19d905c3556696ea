"""Hidden suites on functions in this process: verdicts, messages, whose fault it is."""

from __future__ import annotations

import textwrap

import numpy as np
import pytest

from autograder.errors import GraderError, Unsendable
from autograder.grading.grade import grade_backend
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.spec import load_exercise


def right(x, slope=0.01):
    return np.where(x > 0, x, slope * x)


def grade(exercise, function, seed=3, name="leaky_relu"):
    return grade_backend(TrustedBackend({name: function}), [exercise], seed)[0]


def statuses(report):
    return [criterion.status for criterion in report.criteria]


def rewrite(folder, body):
    """Put one hidden test, test_negative_leaks, in place of the template's three."""
    (folder / "test_hidden.py").write_text(
        "import numpy as np, pytest\nfrom course.checks import assert_close\n" + textwrap.dedent(body)
    )
    toml = folder / "exercise.toml"
    toml.write_text(toml.read_text().split("[points]")[0] + "[points]\ntest_negative_leaks = 2\n")
    return load_exercise(folder)


def test_a_right_solution_earns_everything(exercise):
    report = grade(exercise, right)
    assert report.score == report.max_score == 4
    assert report.diagnosis is None


def test_a_wrong_one_is_told_what_it_did(exercise):
    report = grade(exercise, lambda x, slope=0.01: np.maximum(x, 0.0))
    assert statuses(report) == ["passed", "failed", "passed"]
    assert report.diagnosis.name == "plain_relu"


def test_who_asks_only_whether_a_test_fails_waits_for_no_other(exercise):
    backend = TrustedBackend({"leaky_relu": lambda x, slope=0.01: np.maximum(x, 0.0)})
    [result] = run_suites([exercise], backend, 3, to_first_failure=True)
    assert list(result.verdicts) == ["test_positive_passes", "test_negative_leaks"]
    assert result.failed == {"test_negative_leaks"}
    assert statuses(grade(exercise, right)) == ["passed"] * 3, "the next student meets all of them"


def test_an_unforeseen_mixture_gets_no_diagnosis(exercise):
    assert grade(exercise, lambda x, slope=0.01: np.maximum(x, -0.3)).diagnosis is None


def test_a_missing_function_and_a_starter_are_not_run(exercise):
    def starter(x, slope=0.01):
        raise NotImplementedError

    assert set(statuses(grade(exercise, right, name="other"))) == {"not_run"}
    report = grade(exercise, starter)
    assert set(statuses(report)) == {"not_run"}
    assert report.score == 0
    assert "not written yet" in report.criteria[0].message


def test_what_the_test_saw_stays_hidden(exercise):
    def spy(x, slope=0.01):
        raise ValueError(f"the input is {x.tolist()}")

    report = grade(exercise, spy)
    assert "ValueError" in report.criteria[0].message
    assert "the input is" not in report.to_json()


def test_a_mutated_argument_costs_its_own_criterion(exercise):
    def in_place(x, slope=0.01):
        x[x < 0] *= slope
        return x

    report = grade(exercise, in_place)
    assert statuses(report) == ["passed", "passed", "failed"]
    assert report.diagnosis.name == "changes_its_argument"


def test_what_was_changed_in_place_is_named_once(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Leaves x as it was."""
            student.leaky_relu(np.array([1.0]))
            student.assert_arguments_unchanged()
            for _ in range(2):
                student.leaky_relu(np.array([-1.0]), slope=np.array([0.1]))
            student.assert_arguments_unchanged()
    ''',
    )

    def in_place(x, slope=0.01):
        x[x < 0] *= slope
        return x

    report = grade(exercise, in_place)
    assert [criterion.message for criterion in report.criteria] == [
        "Changed in place: leaky_relu: x. Leave it as it was and make a new one: whoever called still needs it."
    ]
    assert grade(exercise, right).score == 2


@pytest.mark.parametrize("slope", ["[0.5, 2.0]", "[np.float32(0.5)]"])
def test_numbers_in_lists_are_arguments_too(folder, slope):
    exercise = rewrite(
        folder,
        f'''
        def test_negative_leaks(student):
            """Leaves the slopes as they were."""
            student.leaky_relu(np.array([1.0]), slope={slope})
            student.assert_arguments_unchanged()
    ''',
    )

    def in_place(x, slope):
        slope[0] = 0.25
        return x

    assert "leaky_relu: slope" in grade(exercise, in_place).criteria[0].message
    assert grade(exercise, right).score == 2


def test_the_same_seed_gives_the_same_inputs(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student, rng):
            """Sees its inputs."""
            student.leaky_relu(rng.normal(size=3))
    ''',
    )
    seen = []

    def remember(x, slope=0.01):
        seen.append(x.tolist())
        return right(x)

    for seed in (1, 1, 2):
        grade(exercise, remember, seed)
    assert seen[0] == seen[1] != seen[2]


def test_a_suite_that_its_reference_fails_is_the_graders_fault(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Impossible."""
            assert student.leaky_relu(np.ones(2)).sum() == 3
    ''',
    )
    report = grade(exercise, lambda x, slope=0.01: x * 0)
    assert statuses(report) == ["grader_error"]
    assert not report.graded


@pytest.mark.parametrize("body", ["raise RuntimeError('typo')", "student.no_such_function(1)", "pytest.skip('later')"])
def test_a_broken_or_skipped_test_is_the_graders_fault(folder, body):
    exercise = rewrite(
        folder,
        f'''
        def test_negative_leaks(student):
            """Broken."""
            {body}
    ''',
    )
    assert statuses(grade(exercise, right)) == ["grader_error"]


def test_a_value_that_a_test_chokes_on_is_the_students_fault(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Takes the first entry."""
            assert student.leaky_relu(np.ones(2))[0] == 1
    ''',
    )
    report = grade(exercise, lambda x, slope=0.01: None)
    assert statuses(report) == ["failed"]
    assert "cannot use" in report.criteria[0].message


def test_an_unreadable_suite_stops_grading(folder):
    exercise = rewrite(
        folder,
        '''
        import no_such_module
        def test_negative_leaks(student):
            """Never runs."""
    ''',
    )
    with pytest.raises(GraderError, match="no_such_module"):
        grade(exercise, right)


def test_one_failing_case_fails_the_criterion(folder):
    exercise = rewrite(
        folder,
        '''
        @pytest.mark.parametrize("slope", [0.01, 0.5])
        def test_negative_leaks(student, reference, slope):
            """Both slopes."""
            assert_close(student.leaky_relu(-np.ones(2), slope), reference.leaky_relu(-np.ones(2), slope))
    ''',
    )
    assert statuses(grade(exercise, lambda x, slope=0.01: 0.01 * x)) == ["failed"]
    assert statuses(grade(exercise, right)) == ["passed"]


def test_pytest_raises_sees_the_students_exception(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Refuses."""
            with pytest.raises(ValueError):
                student.leaky_relu("text")
    ''',
    )

    def refuses(x, slope=0.01):
        if isinstance(x, str):
            raise ValueError("numbers, please")
        return x

    # the template's reference does not refuse, so only the passing side is the student's
    assert statuses(grade(exercise, refuses)) == ["passed"]


def test_helpers_callbacks_and_handles(folder):
    (folder / "solution.py").write_text(
        textwrap.dedent('''
        import numpy as np

        def leaky_relu(x, slope=0.01):
            """Applies a function, or counts up."""
            if callable(x):
                return x(np.ones(2))
            return iter([1.0, 2.0])
    ''')
    )
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Functions go in, iterators come out."""
            assert student.leaky_relu(lambda x: x.sum() + 1) == 3
            helper = student.define("def double(x): return 2 * x.sum()")
            assert student.leaky_relu(helper) == 4
            assert helper(np.ones(3)) == 6
            assert list(student.leaky_relu(0)) == [1.0, 2.0]
            draw = student.rng(7)
            assert draw.normal() == np.random.default_rng(7).normal()
    ''',
    )
    import importlib.util

    spec = importlib.util.spec_from_file_location("solution", folder / "solution.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert statuses(grade(exercise, module.leaky_relu)) == ["passed"]


def test_fixtures_of_the_authors_own_see_ours(folder):
    exercise = rewrite(
        folder,
        '''
        @pytest.fixture
        def scale(request, rng):
            return request.param * rng.uniform()

        @pytest.mark.parametrize("scale", [2.0, 3.0], indirect=True)
        @pytest.mark.parametrize("sign", [1.0, -1.0])
        def test_negative_leaks(student, rng, scale, sign):
            """With a fixture of its own."""
            first = np.random.default_rng(rng.bit_generator.seed_seq.entropy).uniform()
            assert scale in (2.0 * first, 3.0 * first), "the fixture has drawn from another generator"
            assert rng.uniform() != first, "the test draws what the fixture has drawn"
            x = sign * scale * np.ones(2)
            assert_close(student.leaky_relu(x), np.where(x > 0, x, 0.01 * x))
    ''',
    )
    assert statuses(grade(exercise, right)) == ["passed"]
    assert statuses(grade(exercise, lambda x, slope=0.01: x * 0)) == ["failed"]


def test_the_graders_fault_is_seen_for_every_student(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student):
            """Impossible."""
            assert student.leaky_relu(np.ones(2)).sum() == 3
    ''',
    )
    for _ in range(2):
        assert statuses(grade(exercise, lambda x, slope=0.01: x * 0)) == ["grader_error"]
        assert statuses(grade(exercise, lambda x, slope=0.01: x * 1.5)) == ["passed"]


def test_whose_fault_it_is_is_found_out_for_each_seed(folder):
    exercise = rewrite(
        folder,
        '''
        def test_negative_leaks(student, rng):
            """Possible with some seeds."""
            assert student.leaky_relu(np.ones(2)).sum() == 2 + rng.integers(2)
    ''',
    )
    verdicts = {tuple(statuses(grade(exercise, lambda x, slope=0.01: x * 0, seed))) for seed in range(10)}
    assert verdicts == {("failed",), ("grader_error",)}


class Narrow(TrustedBackend):
    """Takes no lists, as a box takes none that is nested too deeply."""

    def call(self, target, args, kwargs, keep=None):
        if any(isinstance(argument, list) for argument in args):
            raise Unsendable("too deep")
        return super().call(target, args, kwargs, keep)


def test_what_a_student_returns_and_no_box_takes_is_the_students_fault(exercise):
    exercise = rewrite(
        exercise.folder,
        """
        def test_negative_leaks(student):
            '''Twice is as good as once'''
            assert_close(student.leaky_relu(student.leaky_relu(np.ones(3))), np.ones(3))
        """,
    )
    criterion = grade_backend(Narrow({"leaky_relu": lambda x: [[x]]}), [exercise], 3)[0].criteria[0]
    assert criterion.status == "failed"
    assert "passed on" in criterion.message


def test_what_a_test_makes_and_no_box_takes_is_the_graders(exercise, monkeypatch):
    exercise = rewrite(
        exercise.folder, "def test_negative_leaks(student):\n    'Lists'\n    student.leaky_relu([1.0])\n"
    )
    monkeypatch.setattr("autograder.grading.on_reference.Reference", Narrow)
    criterion = grade_backend(Narrow({"leaky_relu": right}), [exercise], 3)[0].criteria[0]
    assert (criterion.status, criterion.message) == ("grader_error", "too deep")
