"""The sample class is what it says, and what nbgrader recorded is what the class was built to earn."""

from __future__ import annotations

import json
import shutil
import warnings
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.demo.course import load_sample_class
from autograder.demo.result import DemoResult, Row
from autograder.errors import GraderError
from autograder.spec import load_assignment


@pytest.fixture(scope="module")
def sample(checkout):
    return load_sample_class(checkout)


@pytest.fixture(scope="module")
def classroom(sample, checkout):
    return sample.build_class("dropout", checkout / "release" / "dropout" / "dropout.ipynb", 24, 3)


@pytest.fixture
def copied(checkout, tmp_path) -> Path:
    """The checkout as far as the demo needs it."""
    for name in ("source", "tests/sample_class"):
        shutil.copytree(checkout / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(checkout / "nbgrader_config.py", tmp_path)
    return tmp_path


def run(capsys, *arguments):
    code = main(["demo", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_a_seed_makes_a_class(sample, checkout, classroom):
    again = sample.build_class("dropout", checkout / "release" / "dropout" / "dropout.ipynb", 24, 3)
    assert again == classroom


def test_a_small_class_has_every_damage(sample, classroom):
    assert {student.damage for student in classroom.students} == {"", *(damage.name for damage in sample.DAMAGES)}
    assert {answer.kind for student in classroom.students for answer in student.answers} >= {
        "accepted",
        "misconception",
    }


def test_expected_scores_know_right_from_wrong(sample, classroom):
    """Everything accepted earns everything, starters nothing, and one misconception loses points."""
    expectation = sample.Expectation(classroom.order, 3)
    banks = {exercise.name: sample.Bank(exercise) for exercise in classroom.order}
    right = {name: bank.all("accepted")[-1].source for name, bank in banks.items()}
    full = sum(exercise.max_score for exercise in classroom.order)
    assert expectation.score(right) == full
    assert expectation.score({name: bank.all("starter")[0].source for name, bank in banks.items()}) == 0
    assert expectation.score({name: bank.all("typo")[0].source for name, bank in banks.items()}) == 0
    wrong = right | {"dropout": banks["dropout"].all("misconception")[0].source}
    assert 0 < expectation.score(wrong) < full


def test_a_warning_in_a_wrong_answer_is_no_news_on_the_terminal(sample, recwarn):
    order = [exercise for exercise in load_assignment("dropout").exercises if exercise.name == "monte_carlo"]
    warnings.simplefilter("always")
    wrong = "def monte_carlo_predict(forward, x, passes, rng):\n    return x, np.zeros((1, 2)).std(0, ddof=1)"
    assert sample.Expectation(order, 3).score({"monte_carlo": wrong}) < order[0].max_score
    assert not recwarn.list


def test_a_mistake_is_not_paid_for_twice(sample):
    """Someone whose linear layer is wrong keeps the points of the network that is made of it."""
    order = [e for e in load_assignment("backprop").exercises if e.name in ("linear", "activations", "deep")]
    banks = {exercise.name: sample.Bank(exercise) for exercise in order}
    expectation = sample.Expectation(order, 5)
    right = {name: bank.all("accepted")[0].source for name, bank in banks.items()}
    for kind in ("starter", "misconception"):
        wrong = right | {"linear": banks["linear"].all(kind)[0].source}
        linear = sample.Expectation(order[:1], 5)
        lost = expectation.score(right) - expectation.score(wrong)
        assert lost == order[0].max_score - linear.score({"linear": wrong["linear"]})


def test_what_is_lent_may_be_called_with_keywords(sample):
    """As in the box: who calls the layer below with momentum= and eps= pays no more for a mistake in it."""
    order = [
        e for e in load_assignment("batchnorm").exercises if e.name in ("normalize", "batchnorm", "spatial_batchnorm")
    ]
    answers = {exercise.name: sample.Bank(exercise).all("accepted")[0].source for exercise in order}
    normalize = answers["normalize"].replace("np.sqrt(var + eps)", "(np.sqrt(var) + eps)")
    with_keywords = answers["spatial_batchnorm"].replace(
        "training, momentum, eps)", "training, momentum=momentum, eps=eps)"
    )
    wrong = answers | {"normalize": normalize, "spatial_batchnorm": with_keywords}
    assert sample.Expectation(order, 5).score(wrong) == sum(each.max_score for each in order) - 1


def test_the_demo_agrees(capsys, copied):
    """The whole way: released, handed in, boxed, recorded, read back."""
    code, out, _ = run(capsys, "--assignment", "dropout", "--json", "--seed", 4, "--course", copied)
    result = json.loads(out)
    assert [row for row in result["students"] if not row["agrees"]] == []
    assert code == 0
    assert len(result["students"]) == 24
    assert sum(row["expected"] is None for row in result["students"]) == 3
    assert Path(result["csv"]).is_file()
    assert len(list(Path(result["feedback"]).glob("*/dropout/dropout.html"))) == 21
    assert sorted(path.name for path in copied.iterdir()) == ["build", "nbgrader_config.py", "source", "tests"]


def test_a_difference_is_work_left():
    row = Row("dropout", "ada", 3.0, 4.0, 10.0, "", "", ())
    assert not row.agrees
    assert not DemoResult((row,), Path(), 1, 0.0).agree


@pytest.mark.parametrize(("score", "expected"), [(None, 1.0), (0.0, None)])
def test_no_score_is_not_a_zero(score, expected):
    assert not Row("dropout", "ada", score, expected, 10.0, "", "", ()).agrees


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--assignment", "dropuot"), "no such assignment"),
        (("--students", "0"), "at least one"),
        (("--workers", "0"), "a number from 1"),
    ],
)
def test_bad_input_is_one_line(capsys, copied, arguments, said):
    code, out, err = run(capsys, *arguments, "--course", copied)
    assert code == 2
    assert said in err
    assert len(err.splitlines()) == 1
    assert not out


def test_a_missing_sample_class_is_said(tmp_path):
    with pytest.raises(GraderError, match="needs a checkout"):
        load_sample_class(tmp_path)


def test_an_iterator_that_is_lent_forgives_what_comes_from_a_wrong_one(sample):
    """`train` asks `minibatches` for its batches: what shuffles the data there costs nothing in `train`."""
    order = [e for e in load_assignment("optimizers").exercises if e.name in ("minibatches", "train")]
    banks = {exercise.name: sample.Bank(exercise) for exercise in order}
    shuffled = next(a.source for a in banks["minibatches"].all("misconception") if a.name == "data_shuffled_in_place")
    wrong = {"minibatches": shuffled, "train": banks["train"].all("accepted")[0].source}
    alone = sample.Expectation(order[:1], 5).score({"minibatches": shuffled})
    assert sample.Expectation(order, 5).score(wrong) == alone + order[1].max_score
    assert alone < order[0].max_score
