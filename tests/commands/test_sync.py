"""chainrule sync as its callers see it: what is printed, and the exit code."""

from __future__ import annotations

import shutil

import pytest

from autograder.cli import main


@pytest.fixture
def sync(tmp_path, folder, capsys):
    """Run the command in a course with two exercises: exit code and printed lines."""
    shutil.copytree(folder, folder.with_name("second"))
    (tmp_path / "autograder").mkdir()
    folder.parent.parent.rename(tmp_path / "autograder" / "exercises")
    (tmp_path / "nbgrader_config.py").touch()

    def run(*options):
        code = main(["sync", *options, "--course", str(tmp_path)])
        return code, capsys.readouterr().out.splitlines()

    return run


def test_what_sync_writes_is_in_step(sync):
    code, lines = sync("--check")
    assert code == 1
    assert lines[-1] == "run `chainrule sync` and commit what it writes"
    code, written = sync()
    assert code == 0
    assert written == [*lines[:-1], "release/sample/sample.ipynb: is not what nbgrader makes of the source"]
    assert sync("--check") == sync() == (0, [])


def test_what_is_left_to_the_author_is_work_left(sync, tmp_path):
    sync()
    shutil.rmtree(tmp_path / "autograder" / "exercises" / "sample" / "second")
    code, lines = sync()
    assert code == 1
    assert any("second-check: there is no exercise second" in line for line in lines)
    code, lines = sync("--check")
    assert code == 1
    assert [line.split(":")[1] for line in lines] == [" second-check"]
