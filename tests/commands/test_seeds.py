"""`--seed` and the seed of a course, as the commands use them."""

from __future__ import annotations

import json

import pytest

from autograder.batch.seeds import keep_seed, kept_seed
from autograder.cli import main

RIGHT = "autograder/exercises/backprop/toy_graph/accepted"


@pytest.fixture
def answer(checkout):
    return str(sorted((checkout / RIGHT).glob("*.py"))[0])


@pytest.mark.parametrize(("asked", "used"), [([], 5), (["--seed", "6"], 6)])
def test_try_uses_the_seed_of_its_course(capsys, tmp_path, answer, asked, used):
    keep_seed(tmp_path, "backprop", 5)
    arguments = ["try", "backprop/toy_graph", answer, "--course", str(tmp_path), *asked]
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["seed"] == used
    assert main(arguments) == 0
    assert f"seed {used}" in capsys.readouterr().out
    assert kept_seed(tmp_path, "backprop") == 5


def test_try_leaves_no_seed_behind(capsys, tmp_path, answer):
    assert main(["try", "backprop/toy_graph", answer, "--course", str(tmp_path)]) == 0
    assert "seed" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_seed_that_is_none(capsys, tmp_path, answer):
    keep_seed(tmp_path, "backprop", 5)
    (tmp_path / "seeds" / "backprop.txt").write_text("five")
    assert main(["try", "backprop/toy_graph", answer, "--course", str(tmp_path)]) == 2
    assert "seeds/backprop.txt says 'five'" in capsys.readouterr().err
