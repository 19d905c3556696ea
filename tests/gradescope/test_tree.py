"""The archive in an `/autograder` of its own, as Gradescope unpacks it: whatever is handed in has valid results."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from autograder.errors import UnreadableSubmission
from autograder.gradescope.bundle import OURS
from autograder.gradescope.requirements import requirements
from autograder.gradescope.run import grade_tree, submitted_notebook
from autograder.reading.files import DEEPEST
from autograder.spec import load_assignment
from tests.commands.command import run
from tests.gradescope.schema import check_results

TOOLS = ("bash", "cat", "mkdir", "rm")


@pytest.fixture
def solved(course: Any) -> dict[str, Any]:
    """The source notebook, which is a right hand-in."""
    course.bring_exercises()
    notebook: dict[str, Any] = json.loads(course.source.read_text())
    return notebook


@pytest.fixture
def tree(course: Any, solved: Any, capsys: Any, tmp_path: Path) -> Path:
    """`/autograder` after the image was built, but for the environment, which is this one."""
    return unpacked(capsys, tmp_path, course.root, "sample")


def unpacked(capsys: Any, folder: Path, course: Path, assignment: str, *arguments: str) -> Path:
    root, archive = folder / "autograder", folder / "autograder.zip"
    code, out, _ = run(capsys, "gradescope", assignment, "--course", course, "--output", archive, *arguments)
    assert code == 0
    assert "give it to Gradescope alone" in out
    with zipfile.ZipFile(archive) as content:
        content.extractall(root / "source")
    (root / "venv").symlink_to(sys.prefix)
    (root / "submission").mkdir()
    return root


def graded(root: Path, **variables: str) -> dict[str, Any]:
    """Results of what is in `submission`. Only what the script needs is on the path: no bubblewrap among it."""
    tools = root / "tools"
    tools.mkdir(exist_ok=True)
    for name in TOOLS:
        if not (tools / name).exists():
            (tools / name).symlink_to(shutil.which(name) or name)
    subprocess.run(
        [str(tools / "bash"), str(root / "source" / "run_autograder"), str(root)],
        env={"PATH": str(tools), **variables},
        cwd=root,
        check=True,
        capture_output=True,
        timeout=100,
    )
    results: dict[str, Any] = json.loads((root / "results" / "results.json").read_text())
    return results


def points(results: dict[str, Any]) -> tuple[float, float]:
    return sum(test["score"] for test in results["tests"]), sum(test["max_score"] for test in results["tests"])


def hand_in(root: Path, notebook: Any, name: str = "sample.ipynb") -> None:
    path = root / "submission" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook))


def with_code(notebook: dict[str, Any], cell: str, change: Callable[[str], str]) -> dict[str, Any]:
    for each in notebook["cells"]:
        if each["metadata"].get("nbgrader", {}).get("grade_id") == cell:
            each["source"] = change("".join(each["source"]))
    return notebook


def test_the_archive_is_as_gradescope_wants_it(tree: Path) -> None:
    with zipfile.ZipFile(tree.parent / "autograder.zip") as archive:
        names = archive.namelist()
        modes = {info.filename: info.external_attr >> 16 & 0o777 for info in archive.infolist()}
    assert {"setup.sh", "run_autograder", "requirements.txt", "gradescope.json"} <= set(names)
    assert modes["run_autograder"] == modes["setup.sh"] == 0o755
    for script in ("setup.sh", "run_autograder"):
        assert (tree / "source" / script).read_bytes().startswith(b"#!/usr/bin/env bash\n")
        subprocess.run(["bash", "-n", str(tree / "source" / script)], check=True)
    rooms = {name.split("/")[1] for name in names if name.startswith("autograder/")}
    assert rooms == {*OURS, "exercises"}
    assert [name for name in names if "accepted" in name or "__pycache__" in name] == []


def test_a_right_notebook_earns_everything(tree: Path, solved: Any) -> None:
    hand_in(tree, solved)
    results = graded(tree)
    check_results(results)
    earned, most = points(results)
    assert earned == most > 0
    assert {test["status"] for test in results["tests"]} == {"passed"}


def test_student_code_reads_no_test_behind_the_lock_alone(tree: Path, solved: Any) -> None:
    """Whatever the function that reads a hidden test returns, it is the right answer: so it earns what it may read."""
    [secret] = (tree / "source").rglob("leaky/test_hidden.py")
    assert secret.stat().st_mode & 0o004 or os.geteuid() == 0
    spy = "\n_right = leaky_relu\ndef leaky_relu(*a, **k):\n"
    spy += f"    open({str(secret)!r}).read()\n    return _right(*a, **k)\n"
    hand_in(tree, with_code(solved, "leaky", lambda text: text + spy))
    results = graded(tree)
    check_results(results)
    of_leaky = [test for test in results["tests"] if test["number"].startswith("1.")]
    assert sum(test["score"] for test in of_leaky) == 0
    assert points(results)[0] > 0
    assert "PermissionError" in of_leaky[0]["output"] + of_leaky[-1]["output"]


def test_what_cannot_be_graded_says_what_to_mend(tree: Path) -> None:
    wanted: list[tuple[dict[str, str], str]] = [
        ({"notes.txt": "hello"}, "there is no notebook sample.ipynb"),
        ({"a.ipynb": "{}", "b.ipynb": "{}"}, "several notebooks"),
        ({"sample.ipynb": "{ no"}, "not valid JSON"),
    ]
    for files, said in wanted:
        for name, text in files.items():
            hand_in(tree, text, name)
        results = graded(tree)
        check_results(results)
        assert points(results)[0] == 0
        assert said in results["output"]


@pytest.mark.parametrize(
    ("names", "meant"),
    [
        (["sample (1).ipynb", "other.ipynb"], "sample (1).ipynb"),
        (["work/Sample-Copy1.ipynb"], "work/Sample-Copy1.ipynb"),
        (["homework.ipynb", "notes.md"], "homework.ipynb"),
        (["a/sample.ipynb", "sample-1.ipynb", ".ipynb_checkpoints/sample.ipynb"], "a/sample.ipynb"),
    ],
)
def test_which_notebook_is_meant(tmp_path: Path, names: list[str], meant: str) -> None:
    for name in names:
        hand_in(tmp_path, "{}", name)
    assert submitted_notebook(tmp_path / "submission", "sample") == tmp_path / "submission" / meant


def test_a_notebook_behind_a_link_is_not_read(tmp_path: Path) -> None:
    hand_in(tmp_path, "{}", "notes.md")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "sample.ipynb").write_text("{}")
    (tmp_path / "submission" / "work").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UnreadableSubmission, match="there is no notebook"):
        submitted_notebook(tmp_path / "submission", "sample")


def test_a_grader_that_is_broken_gives_no_zero_and_no_score_of_before(tree: Path, solved: Any) -> None:
    hand_in(tree, solved)
    assert points(graded(tree))[0] > 0
    program = tree / "source" / "autograder" / "gradescope" / "run.py"
    whole = program.read_text()
    for damage in (
        lambda: program.write_text("import nothing_of_the_kind"),
        lambda: (program.write_text(whole), (tree / "source" / "gradescope.json").write_text("{}")),
        lambda: (tree / "venv").unlink(),
    ):
        damage()
        results = graded(tree)
        check_results(results, has_score=False)
        assert "costs you nothing" in results["output"]


def test_whatever_fails_is_the_graders(tmp_path: Path) -> None:
    results, code = grade_tree(tmp_path)
    assert code == 1
    check_results(results, has_score=False)


def test_an_assignment_that_builds_on_earlier_ones(capsys: Any, checkout: Path, tmp_path: Path) -> None:
    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(checkout / "nbgrader_config.py", course)
    shutil.copytree(checkout / "source" / "dropout", course / "source" / "dropout")
    root = unpacked(capsys, tmp_path, course, "dropout", "--criteria", "after_published", "--no-messages")
    hand_in(root, (checkout / "source" / "dropout" / "dropout.ipynb").read_text(), "dropout.ipynb")
    results = graded(root)
    check_results(results)
    most = sum(exercise.max_score for exercise in load_assignment("dropout").exercises)
    assert points(results) == (most, most)
    assert {test["visibility"] for test in results["tests"]} == {"after_published"}
    seed = int((course / "seeds" / "dropout.txt").read_text())
    assert results["extra_data"] == {"assignment": "dropout", "seed": seed}


def test_requirements_are_closed_and_hashed(checkout: Path, tmp_path: Path) -> None:
    text = requirements(checkout / "requirements.lock")
    lines = [line for line in text.splitlines() if line and line[0].isalnum()]
    names = {line.split("==")[0] for line in lines}
    assert {"numpy", "pytest", "pluggy", "iniconfig", "ipython", "traitlets", "wcwidth"} <= names
    assert names.isdisjoint({"nbgrader", "jupyterlab", "matplotlib", "notebook"})
    assert text.count("--hash=sha256:") >= 2 * len(names) - 4
    assert requirements(tmp_path / "nothing").startswith("ipython==")


def test_a_course_without_the_source_notebook(capsys: Any, course: Any, tmp_path: Path) -> None:
    course.bring_exercises()
    course.source.unlink()
    code, _, err = run(capsys, "gradescope", "sample", "--course", course.root, "--output", tmp_path / "a.zip")
    assert code == 2
    assert "`chainrule sync` makes it" in err


def test_folders_are_looked_through_only_so_deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Deeper than Python goes is no reason for the grader to fail."""
    levels = DEEPEST + sys.getrecursionlimit()
    (tmp_path / "sample.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    for _ in range(levels):
        os.mkdir("d")
        os.chdir("d")
    try:
        assert submitted_notebook(tmp_path, "sample") == tmp_path / "sample.ipynb"
    finally:
        for _ in range(levels):  # what clears up afterwards goes no deeper either
            os.chdir("..")
            os.rmdir("d")
