"""practice/digits: the hidden digits stay hidden, the steps are where they are said to be, and what is told is true."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, reduce
from pathlib import PurePath

import nbformat
import numpy as np
import pytest

from autograder.grading.grade import grade_backend, grade_cells
from autograder.grading.trusted import TrustedBackend
from autograder.proof.grading import cells_of
from autograder.proof.known import Known
from autograder.publishing.kit import kit_files
from autograder.sandbox.backend import Cell
from autograder.sandbox.box import Box
from autograder.sandbox.limits import Limits
from autograder.sandbox.payload import payload
from autograder.spec import EXERCISES, load_assignment, load_exercise
from autograder.spec.solution import plain_source
from course.data import digits

EXERCISE = load_exercise(EXERCISES / "practice/digits")
HIDDEN = EXERCISE.folder / "hidden.npz"
SEED = 5
STEPS = ("test_small_network", "test_good_network", "test_best_network")


@pytest.fixture(scope="module")
def box() -> Iterator[Box]:
    with Box() as box:
        yield box


@cache
def hidden() -> tuple[np.ndarray, np.ndarray]:
    """Images (2000, 28, 28) as they are stored, and their labels."""
    with np.load(HIDDEN) as stored:
        return stored["images"], stored["labels"].astype(int)


def pixels(images: np.ndarray) -> set[bytes]:
    """Images (..., 28, 28) to be found among others, from 0 to 255."""
    return {image.tobytes() for image in images.reshape(-1, 28, 28).astype(np.uint8)}


def images_in(content: bytes) -> set[bytes]:
    """All images of 28 by 28 points in an archive of arrays, whatever they are called."""
    with np.load(io.BytesIO(content), allow_pickle=False) as stored:
        return set().union(*(pixels(array) for array in stored.values() if array.shape[-2:] == (28, 28)))


def test_there_are_as_many_as_is_said():
    images, labels = hidden()
    assert images.shape == (2000, 28, 28)
    assert len(pixels(images)) == 2000
    assert np.bincount(labels).min() > 150


def test_no_kit_has_a_hidden_digit(checkout):
    secret, name = pixels(hidden()[0]), HIDDEN.name.encode()
    packed = HIDDEN.read_bytes()[1000:1064]
    for path, content in kit_files(checkout):
        assert packed not in content, path
        assert name not in content, path
        if PurePath(path).suffix == ".npz":
            assert not images_in(content) & secret, path


def test_the_search_above_finds_digits(checkout):
    x = digits(test=0)[0]
    content = (checkout / "course" / "data" / "digits.npz").read_bytes()
    assert images_in(content) >= pixels(256 * x[:5])


def test_what_is_sent_into_a_box_has_no_hidden_digit():
    assert HIDDEN.read_bytes()[1000:1064] not in payload(())
    assert HIDDEN.name.encode() not in payload(())


SEARCH = """
    import io, os, pkgutil, sys
    import numpy as np
    from course.data import digits

    def search(paths, images, packed):
        secret = {image.tobytes() for image in images}
        found = [path for path in paths if readable(path)]
        known = [x for x in digits(test=0)[::2]]
        found += ["course.data"] if secret & {(256 * x).astype(np.uint8).tobytes() for xs in known for x in xs} else []
        for finder in sys.meta_path:
            for name, content in getattr(finder, "_files", {}).items():
                found += [name] if packed in content else []
        return found

    def readable(path):
        try:
            with open(path, "rb") as file:
                return bool(file.read(1))
        except OSError:
            return False
"""


def test_no_box_can_read_a_hidden_digit(box):
    """Not by its path, not as a module's file, not among the digits that the course brings along."""
    paths = [str(HIDDEN), "hidden.npz", f"/proc/{__import__('os').getpid()}/root{HIDDEN}"]
    packed = np.frombuffer(HIDDEN.read_bytes()[1000:1064], np.uint8)
    source = textwrap.dedent(SEARCH).replace("packed in content", "packed.tobytes() in content")
    session = box.start([Cell("search", source)])
    outcome = session.call("search", (paths, hidden()[0], packed), {})
    assert outcome.error is None, outcome.error
    assert list(outcome.value) == []
    known = (256 * digits(test=0)[0][:3, 0]).astype(np.uint8)
    assert list(session.call("search", ([], known, packed), {}).value) == ["course.data"], "it finds what is there"


def reader(wrong=0, few=0, **also):
    """A fit_digits whose predict knows all digits but makes so many mistakes among the hidden ones."""
    known = {image.tobytes(): int(label) for image, label in zip(*hidden(), strict=True)}
    for k, image in enumerate(list(known)[:wrong]):
        known[image] = (known[image] + 1 + k % 2) % 10
    _, _, shown, labels = digits(test=500)
    known |= dict(zip((a.tobytes() for a in (256 * shown[:, 0]).astype(np.uint8)), labels.tolist(), strict=True))
    for image in list(known)[2000 : 2000 + few]:
        known[image] = 0
    sizes = []

    def fit_digits(x, y, rng):
        sizes.append(len(x))

        def predict(x):
            if len(x) == 1 and "alone" in also:
                raise also["alone"]
            return np.array(
                [known.get(image.tobytes(), int(image[14, 14])) % 10 for image in (256 * x[:, 0]).astype(np.uint8)]
            )

        return predict

    return fit_digits, sizes


def report_of(fit_digits, rehearsal=False):
    return grade_backend(TrustedBackend({"fit_digits": fit_digits}), [EXERCISE], SEED, rehearsal=rehearsal)[0]


@pytest.fixture
def only_the_student(monkeypatch):
    """Nothing is tried on the reference, and nothing on known-wrong variants: that takes trainings."""
    from autograder.grading import judged, plugin

    monkeypatch.setattr(plugin.Plugin, "_confirm", lambda self, item, following, verdict, calls: verdict)
    monkeypatch.setattr(judged, "diagnose", lambda exercise, calls: None)


@pytest.mark.parametrize(
    ("wrong", "steps"), [(0, 3), (70, 3), (71, 2), (140, 2), (141, 1), (200, 1), (201, 0), (2000, 0)]
)
def test_each_step_is_where_its_title_says(only_the_student, wrong, steps):
    report = report_of(reader(wrong)[0])
    passed = [criterion.status == "passed" for criterion in report.criteria[:3]]
    assert passed == [True] * steps + [False] * (3 - steps)
    assert [criterion.name for criterion in report.criteria[:3]] == list(STEPS)
    assert report.criteria[0].message.startswith(f"{2000 - wrong:,} of 2,000 new digits are read right")
    assert all(criterion.status == "passed" for criterion in report.criteria[3:])


def test_the_titles_say_the_steps():
    for test, share in zip(STEPS, ("90 %", "93 %", "96.5 %"), strict=True):
        assert share in EXERCISE.criteria[test]


def test_the_notebook_says_the_limits_that_hold(checkout):
    notebook = nbformat.read(checkout / "source" / "practice" / "practice.ipynb", 4)
    text = {cell.id: cell.source for cell in notebook.cells}
    limits = reduce(Limits.union, (exercise.limits for exercise in load_assignment("practice").exercises))
    words = f"has {limits.call_s:g} seconds of processor time, and all calls together {limits.tests_s:g}."
    assert words in text["digits-rules"]
    assert f"with checks.clock({limits.call_s:g}):" in text["digits-play"]
    for share in ("90 %", "93 %", "96.5 %"):
        assert f"| {share} |" in text["digits-rules"]


SLOW = """
    def fit_digits(x, y, rng):
        while True:
            pass
"""


def test_who_trains_for_too_long_is_told_so(only_the_student, box):
    exercise = replace(EXERCISE, limits=replace(EXERCISE.limits, call_s=0.3))
    cells = [Cell("setup", "import numpy as np"), Cell("digits", textwrap.dedent(SLOW))]
    report = grade_cells(cells, [exercise], box, SEED)[0]
    assert report.score == 0
    assert report.criteria[0].message.startswith("fit_digits ran longer than it may")
    assert EXERCISE.too_slow in report.criteria[0].message


def test_one_network_is_trained_for_the_grade_and_two_small_ones(only_the_student):
    fit_digits, sizes = reader(100)
    report_of(fit_digits)
    assert sizes == [7500, 100, 100]


def test_mistakes_are_counted_and_none_of_the_hidden_digits_is_shown(only_the_student):
    first, second, *_ = report_of(reader(150, few=40)[0]).criteria
    counts = np.array(first.picture.rows)
    assert first.picture.kind == "counts"
    assert (counts.sum(), np.trace(counts)) == (2000, 1850)
    np.testing.assert_array_equal(counts.sum(axis=1), np.bincount(hidden()[1]))
    assert second.picture.kind == "images"
    sheet = np.array(second.picture.rows)
    tiles = sheet.reshape(-1, 28, 5, 28).swapaxes(1, 2).reshape(-1, 28, 28)
    x, y = digits(test=500)[2:]
    wrong = [k for k in range(40) if y[k] != 0][:10]
    np.testing.assert_allclose(tiles, x[wrong, 0], atol=0.051)
    assert f"{wrong[0]} (a {y[wrong[0]]}, read as a 0)" in second.picture.caption.replace("an 8", "a 8")


def test_a_network_that_makes_no_mistake_has_no_picture_of_one(only_the_student):
    report = report_of(reader()[0])
    assert report.score == report.max_score
    assert report.criteria[1].picture is None


def test_one_image_that_cannot_be_read_costs_no_accuracy(only_the_student):
    report = report_of(reader(50, alone=IndexError("one"))[0])
    failed = {criterion.name: criterion.message for criterion in report.criteria if criterion.status != "passed"}
    assert failed.keys() == {"test_labels_for_any_number", "test_each_image_by_itself"}
    assert failed["test_labels_for_any_number"].startswith("With 1 image: predict raised IndexError.")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("None", "predict should return numbers"),
        ("'seven'", "predict should return numbers"),
        ("{1: 2}", "predict should return numbers"),
        ("np.zeros((len(x), 1))", "of shape (2000,) for 2000; got (2000, 1)"),
        ("np.full(len(x), np.nan)", "0 of 2,000 new digits are read right"),
        ("[[0], [0, 1]]", "predict should return numbers"),
    ],
)
def test_whatever_comes_back_has_words(only_the_student, answer, said):
    names = {"np": np}
    exec(f"def fit_digits(x, y, rng):\n    return lambda x: {answer}", names)
    report = report_of(names["fit_digits"])
    assert said in report.criteria[0].message
    assert report.criteria[3].status == "failed"


WEAK = """
    def fit_digits(x, y, rng):
        W = rng.normal(0, 0.01, (10, 784))
        for images, labels in minibatches(x.reshape(len(x), 784), y, 50, rng):
            _, do = softmax_cross_entropy(images @ W.T, labels)
            W = W - 0.03 * do.T @ images
        return lambda x: (x.reshape(len(x), 784) @ W.T).argmax(axis=1)
"""


def test_a_weak_network_is_no_misconception():
    """It is told how far it is, and accused of nothing."""
    names = {"np": np}
    exec(plain_source(load_exercise(EXERCISES / "optimizers/minibatches")), names)
    exec(plain_source(load_exercise(EXERCISES / "backprop/softmax_cross_entropy")), names)
    exec(textwrap.dedent(WEAK), names)
    report = report_of(names["fit_digits"], rehearsal=True)
    assert {criterion.name for criterion in report.criteria if criterion.status == "failed"} == set(STEPS)
    assert report.diagnosis is None


def test_the_reference_reaches_every_step_in_the_box_within_its_limits(box):
    """The one training in full that every run of the tests has; the proof rehearses."""
    cells = cells_of(EXERCISE, Known("reference", "reference", plain_source(EXERCISE)))
    report = grade_cells(cells, [EXERCISE], box, SEED)[0]
    assert [(c.name, c.message) for c in report.criteria if c.status != "passed"] == []
