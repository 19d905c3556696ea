"""chainrule mutants as its callers see it: what is printed and written, and the exit code."""

from __future__ import annotations

import shutil

import pytest

from autograder.mutants.quality import read_rows
from autograder.spec import EQUIVALENT
from tests.commands.command import run

BOUNDARY = "leaky_relu: return np.where(x > 0, x, slope * x) -> return np.where(x >= 0, x, slope * x)"
RECORDED = f"[[equivalent]]\nwhy = 'At 0 both are 0.'\nmutants = ['{BOUNDARY}']\n"
KEPT = "| sample/gone | 1 | 1 | 1 | 1 | 1 | 0 | 2 | 0.1 | 0.1 | 100.0% |"


@pytest.fixture
def leaky(folder, tmp_path):
    """The folder of a course's one exercise."""
    (tmp_path / "autograder").mkdir()
    shutil.move(folder.parent.parent, tmp_path / "autograder" / "exercises")
    return tmp_path / "autograder" / "exercises" / "sample" / "leaky"


@pytest.mark.parametrize("workers", [1, 2])
def test_who_lives_is_named_and_is_work_left(capsys, tmp_path, leaky, workers):
    code, out, _ = run(capsys, "mutants", "sample", "--seed", 1, "--workers", workers, "--course", tmp_path)
    assert code == 1
    assert f"    {BOUNDARY} lives" in out.splitlines()


def test_what_is_recorded_is_no_work(capsys, tmp_path, leaky):
    (leaky / EQUIVALENT).write_text(RECORDED)
    code, out, _ = run(
        capsys, "mutants", "sample/leaky", "--seed", 1, "--seeds", 1, "--workers", 1, "--course", tmp_path
    )
    assert code == 0
    assert "100.0%" in out
    assert "lives" not in out


def test_the_table_is_written_between_its_marks(capsys, tmp_path, leaky):
    (leaky / EQUIVALENT).write_text(RECORDED)
    docs = tmp_path / "quality.md"
    docs.write_text(f"# Ours\n<!-- measured: begin -->\n{KEPT}\n<!-- measured: end -->\nThe end.\n")
    run(capsys, "mutants", "--seed", 1, "--seeds", 1, "--workers", 1, "--docs", docs, "--course", tmp_path)
    text = docs.read_text()
    row = read_rows(text)["sample/leaky"]
    assert (row.tests, row.misconceptions, row.accepted, row.seeds, row.equivalent) == (3, 4, 3, 1, 1)
    assert row.killed == row.mutants - 1
    assert f"Equivalent: At 0 both are 0.\n\n- `{BOUNDARY}`" in text
    assert text.startswith("# Ours\n")
    assert text.endswith("The end.\n")
    assert "sample/gone" not in text, "an exercise that is there no more"


def test_a_document_without_marks_is_left_alone(capsys, tmp_path, leaky):
    docs = tmp_path / "quality.md"
    docs.write_text("Ours.")
    code, _, err = run(
        capsys, "mutants", "--seed", 1, "--seeds", 1, "--workers", 1, "--docs", docs, "--course", tmp_path
    )
    assert code == 2
    assert "no <!-- measured: begin -->" in err
    assert docs.read_text() == "Ours."
