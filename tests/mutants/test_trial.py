"""Mutants are found by a suite that asks, and live where it does not; the folder says which ones may."""

from __future__ import annotations

import pytest

from autograder.errors import GraderError, SpecError
from autograder.mutants.equivalent import load_equivalent
from autograder.mutants.trial import try_mutants
from autograder.spec import EQUIVALENT, EXERCISES, find_exercises, load_exercise

BOUNDARY = "leaky_relu: return np.where(x > 0, x, slope * x) -> return np.where(x >= 0, x, slope * x)"
WHY = "At 0 both are 0."


@pytest.fixture
def recorded(folder):
    """Write equivalent.toml: (why, names)."""

    def write(*names: str, why: str = WHY) -> None:
        lines = "".join(f"    {name!r},\n" for name in names)
        (folder / EQUIVALENT).write_text(f"[[equivalent]]\nwhy = {why!r}\nmutants = [\n{lines}]\n")

    return write


def test_a_suite_finds_what_it_asks_for(folder):
    trial = try_mutants(folder, (1, 2))
    assert trial.problems == (f"{BOUNDARY} lives",)
    assert trial.killed == trial.mutants - 1 > 10
    assert 0 < trial.seconds <= trial.slowest_s


def test_what_is_recorded_may_live(folder, recorded):
    recorded(BOUNDARY)
    trial = try_mutants(folder, (1,))
    assert trial.problems == ()
    assert (trial.equivalent, trial.killed) == (1, trial.mutants - 1)


def test_what_is_recorded_and_found_is_no_equivalent(folder, recorded):
    found = BOUNDARY.replace("np.where(x >= 0, x, slope * x)", "np.where(x > 0, slope * x, x)")
    recorded(BOUNDARY, found)
    assert try_mutants(folder, (1,)).problems == (f"{found} is no equivalent: it loses marks",)


@pytest.mark.parametrize("seeds", [(1,), range(6)], ids=["found", "found by luck"])
def test_what_is_left_to_chance_may_be_found_as_well(folder, recorded, seeds):
    path, drawn = folder / "test_hidden.py", "    x[0, :4] = 2.0, -2.0, 0.5, -0.5\n"
    path.write_text(path.read_text().replace(drawn, "    x = rng.choice([-1.0, 1.0], (1, 1))\n"))
    gambling = [problem.split(" lives")[0] for problem in try_mutants(folder, seeds).problems]
    found = BOUNDARY.replace("np.where(x >= 0, x, slope * x)", "np.where(x > 0, slope * x, x)")
    recorded(*gambling, found)
    (folder / EQUIVALENT).write_text((folder / EQUIVALENT).read_text() + "by_chance = true\n")
    assert try_mutants(folder, seeds).problems == ()


def test_a_suite_that_asks_less_lets_more_live(folder):
    path, asks = folder / "test_hidden.py", 'assert_close(student.leaky_relu(x), reference.leaky_relu(x), name="h")'
    assert asks in path.read_text()
    path.write_text(path.read_text().replace(asks, "pass"))
    default = "leaky_relu: def leaky_relu(x, slope=0.01): -> def leaky_relu(x, slope=0.02):"
    assert f"{default} lives" in try_mutants(folder, (1,)).problems


def test_accepted_solutions_are_changed_too(folder):
    assert try_mutants(folder, (1,), of_accepted=True).to_read == (
        "loops: leaky_relu: h[index] = value if value > 0 else slope * value"
        " -> h[index] = value if value >= 0 else slope * value",
        "own_copy: leaky_relu: h[h < 0] *= slope -> h[h <= 0] *= slope",
    )


def test_who_gets_through_by_luck_is_alive(folder):
    path, drawn = folder / "test_hidden.py", "    x[0, :4] = 2.0, -2.0, 0.5, -0.5\n"
    assert drawn in path.read_text()
    path.write_text(path.read_text().replace(drawn, "    x = rng.choice([-1.0, 1.0], (1, 1))\n"))
    assert any("lives with" in problem for problem in try_mutants(folder, range(6)).problems)


def test_a_suite_that_its_reference_fails_is_nobodys_kill(folder):
    path = folder / "test_hidden.py"
    path.write_text(path.read_text().replace("leaky_relu(x), x, name", "leaky_relu(x), x + 1, name"))
    with pytest.raises(GraderError, match="sample/leaky: reference: test_positive_passes: the reference fails"):
        try_mutants(folder, (1,))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"[[equivalent]]\nwhy = 'Alike.'\nmutants = ['{BOUNDARY}s']", "no such mutant; did you mean leaky_relu"),
        (f"[[equivalent]]\nmutants = ['{BOUNDARY}']", "why: a sentence is wanted"),
        ("[[equivalent]]\nwhy = 'Alike.'", "mutants: a non-empty list"),
        ("", "equivalent: missing"),
        (f"[[equivalent]]\nwhy = 'Alike.'\nmutants = ['{BOUNDARY}']\n" * 2, "stands there twice"),
    ],
)
def test_a_slip_in_the_file_is_told(folder, text, says):
    (folder / EQUIVALENT).write_text(text)
    with pytest.raises(SpecError, match=says):
        load_equivalent(load_exercise(folder))


@pytest.mark.parametrize("key", find_exercises())
def test_every_recorded_survivor_still_exists(key):
    load_equivalent(load_exercise(EXERCISES / key))


def test_what_is_equivalent_changes_no_grade(folder, recorded):
    before = list(load_exercise(folder).files)
    recorded(BOUNDARY)
    assert list(load_exercise(folder).files) == before
