"""The command as people and machines use it: one line for what is wrong, an exit code, no traceback."""

from __future__ import annotations

import argparse
import gc
import pkgutil
import shutil

import pytest

from autograder import commands
from autograder.cli import main
from autograder.commands import doctor
from autograder.commands.options import add_workers, workers_of
from tests.commands.command import run


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["try", "toy_graph", "x.py"], "ASSIGNMENT/EXERCISE"),
        (["try", "backprop/toy_grap", "x.py"], "did you mean toy_graph?"),
        (["try", "backprop/toy_graph", "no_such_file.py"], "no such file"),
        (["try", "backprop/toy_graph", "README.md"], "a .py file or a .ipynb notebook"),
        (["verify", "backprob"], "did you mean backprop?"),
        (["grade", "backprop", "--course", "/"], "not a course folder"),
        (["grade", "drop"], "did you mean dropout?"),
        (["grade", "dropout"], "nobody has handed in"),
        (["grade", "dropout", "--export", "xls"], "canvas, csv, json, moodle, table"),
        (["grade", "dropout", "--export", "csv="], "write NAME or NAME=FILE"),
        (["grade", "dropout", "--export", "csv=no/such/marks.csv"], "there is no folder no/such"),
        (["grade", "dropout", "--json", "--export", "csv"], "json is on stdout already"),
        (["sync", "--course", "/", "--check"], "not a course folder"),
        (["new", "backprop/toy_graph"], "there already"),
        (["new", "no/../way"], "letters, digits and underscores"),
        (["new", "backprop/not-a-name"], "letters, digits and underscores"),
        (["verify", "--seed", "-1"], "--seed -1"),
        (["verify", "--seeds", "0"], "--seeds 0"),
    ],
)
def test_a_bad_command_gets_one_line(capsys, monkeypatch, checkout, arguments, says):
    monkeypatch.chdir(checkout)
    code, _, err = run(capsys, *arguments)
    assert code == 2
    assert says in err
    assert len(err.strip().splitlines()) == 1


def test_what_a_command_does_not_know_is_said_with_its_own_usage(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["grade", "dropout", "backprop"])
    said = capsys.readouterr().err
    assert (ended.value.code, said.startswith("usage: chainrule grade ")) == (2, True)
    assert said.endswith("chainrule grade: error: unrecognized arguments: backprop\n")


def test_new_makes_a_folder_that_verifies(capsys, tmp_path):
    exercises = tmp_path / "autograder" / "exercises"
    exercises.mkdir(parents=True)
    assert run(capsys, "new", "sample/mine", "--course", tmp_path)[0] == 0
    assert (exercises / "sample" / "mine" / "accepted").is_dir()
    code, out, _ = run(capsys, "verify", "sample/mine", "--course", tmp_path)
    assert code == 0
    assert "holds" in out


def test_new_makes_nothing_outside_of_a_course(capsys, tmp_path):
    code, _, err = run(capsys, "new", "dropout/mine", "--course", tmp_path)
    assert (code, "has no exercises of its own" in err) == (2, True)


def test_verify_names_what_fails(capsys, tmp_path, folder):
    (tmp_path / "autograder").mkdir()
    shutil.move(folder.parent.parent, tmp_path / "autograder" / "exercises")
    shutil.rmtree(tmp_path / "autograder" / "exercises" / "sample" / "leaky" / "accepted")
    code, out, _ = run(capsys, "verify", "sample/leaky", "--course", tmp_path)
    assert code == 1
    assert "0 accepted solutions, three are wanted" in out


def test_every_command_has_help_with_an_example(capsys):
    found = [module.name for module in pkgutil.iter_modules(commands.__path__) if module.name != "options"]
    assert len(found) >= 10
    for command in found:
        with pytest.raises(SystemExit) as raised:
            main([command, "--help"])
        assert raised.value.code == 0
        assert f"chainrule {command}" in capsys.readouterr().out.split("examples:")[1]


def test_garbage_is_seldom_sought_while_a_command_runs(monkeypatch):
    before, during = gc.get_threshold(), []
    monkeypatch.setattr(doctor, "run", lambda options: during.append(gc.get_threshold()[0]) or 0)
    assert main(["doctor"]) == 0
    assert during[0] > 10 * before[0]
    assert gc.get_threshold() == before


def test_there_is_a_worker_for_each_core_that_the_command_may_use(monkeypatch):
    parser = argparse.ArgumentParser()
    add_workers(parser)
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {3}, raising=False)
    assert workers_of(parser.parse_args([])) == 1
    assert workers_of(parser.parse_args(["--workers", "5"])) == 5
