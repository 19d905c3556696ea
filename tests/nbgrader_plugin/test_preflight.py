"""What is wrong with a course is found before anybody is graded, in one sentence, and nothing is touched."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.coursedir import CourseDirectory

from autograder.cli import main
from autograder.errors import ChainruleError
from autograder.nbgrader_plugin.configuration import nbgrader_app, quiet_log
from autograder.nbgrader_plugin.preflight import check_course, check_folders, check_gradebook
from tests.small_course import without_workers

NOBODY = 65534
PLUGIN = """
from nbgrader.plugins import BasePlugin

class Half(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return score / 2
"""


@pytest.fixture
def check(course: Any) -> Callable[[], None]:
    course.bring_exercises()

    def run() -> None:
        check_course(course.root, "sample", course.exercises, course.settings().store)

    return run


def configure(course: Any, line: str) -> None:
    with (course.root / "nbgrader_config.py").open("a") as file:
        file.write(line + "\n")


def change_source(course: Any, change: Callable[[list[Any]], None]) -> None:
    notebook = json.loads(course.source.read_text())
    change(notebook["cells"])
    course.source.write_text(json.dumps(notebook))


def cell_of(cells: list[Any], grade_id: str) -> Any:
    return next(cell for cell in cells if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def said(check: Callable[[], None]) -> str:
    """The sentence of a course that is not in order."""
    with pytest.raises(ChainruleError) as caught:
        check()
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_a_course_in_order(course: Any, check: Callable[[], None]) -> None:
    (course.root / "half_of_it.py").write_text(PLUGIN)
    (course.root / "submitted").mkdir()
    configure(course, "c.AssignLatePenalties.plugin_class = 'half_of_it.Half'")
    configure(course, "c.Exchange.root = 'exchange'\nc.SomethingElse.entirely = 3")
    check()
    (course.root / "gradebook.db").unlink()
    check()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("def oh(:", "line {line}: SyntaxError: invalid syntax"),
        ("c.Exchange.root = place", "line {line}: NameError: name 'place' is not defined"),
        ("c.CourseDirectry.db_url = 'x'", "c.CourseDirectry: no such name; did you mean CourseDirectory?"),
        ("c.CourseDirectory.dburl = 'x'", "c.CourseDirectory.dburl: no such name; did you mean db_url?"),
        ("c.GenerateFeedback.HTMLExporter.template_nam = 'x'", "did you mean template_name?"),
        ("c.Autograde.colour = 'x'", "c.Autograde.colour: no such name; `nbgrader --help-all`"),
        ("c.CourseDirectory.course_id = 7", "TraitError: The 'course_id' trait"),
        ("c.NbGrader.logfile = 7", "TraitError: The 'logfile' trait"),
        ("c.AssignLatePenalties.plugin_class = 'nowhere.Half'", "cannot be used: TraitError: "),
        ("c.AssignLatePenalties.plugin_class = 'pathlib.Path'", "cannot be used: TraitError: "),
        ("c.Autograde.autograde_preprocessors = ['nowhere.Other']", "No module named 'nowhere'"),
        ("c.GenerateFeedback.preprocessors = ['nowhere.Other']", "No module named 'nowhere'"),
    ],
)
def test_a_configuration_that_nbgrader_would_pass_over(
    course: Any, check: Callable[[], None], line: str, words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    number = len((course.root / "nbgrader_config.py").read_text().splitlines()) + 1
    configure(course, line)
    sentence = said(check)
    assert sentence.startswith(str(course.root / "nbgrader_config.py"))
    assert words.format(line=number) in sentence
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda cells: cells.remove(cell_of(cells, "leaky")), "leaky: is missing; run `chainrule sync`"),
        (lambda cells: cell_of(cells, "leaky").update(source="def other(): pass"), "leaky: differs from its exercise"),
        (lambda cells: cell_of(cells, "sharp-check").update(source="pass"), "sharp-check: differs from its exercise"),
        (
            lambda cells: cell_of(cells, "sharp-check")["metadata"]["nbgrader"].update(points=5),
            "sharp-check: differs from its exercise folder; run `chainrule sync`",
        ),
        (
            lambda cells: cell_of(cells, "question-why")["metadata"]["nbgrader"].update(grade_id="gone-check"),
            "gone-check: has no exercise any more",
        ),
    ],
)
def test_a_source_out_of_step_with_its_exercises(
    course: Any, check: Callable[[], None], change: Callable[[list[Any]], None], words: str
) -> None:
    change_source(course, change)
    assert words in said(check)


@pytest.mark.parametrize("text", ["", "{ no"])
def test_a_source_that_is_no_notebook(course: Any, check: Callable[[], None], text: str) -> None:
    course.source.write_text(text)
    assert "run `chainrule sync`" in said(check)


def test_an_exercise_that_is_not_in_order(course: Any, check: Callable[[], None]) -> None:
    (course.exercises / "sample" / "leaky" / "exercise.toml").write_text("title = 3")
    assert "sample/leaky/exercise.toml: " in said(check)


def test_prose_belongs_to_whoever_writes_it(course: Any, check: Callable[[], None]) -> None:
    (course.root / "submitted").mkdir()
    change_source(course, lambda cells: cells[0].update(source="# Another title"))
    check()


@pytest.fixture
def graded_course(course: Any, graded_by_text: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """With grades, pages and a table of an earlier run."""
    course.bring_exercises()
    without_workers(monkeypatch)
    course.submit("ada", course.notebook())
    course.grade()
    assert main(["grade", "sample", "--course", str(course.root)]) == 0
    return course


def contents(course: Any) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(course.root.rglob("*")) if path.is_file()}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("def oh(:", "SyntaxError"),
        ("c.AssignLatePenalties.plugin_class = 'nowhere.Half'", "cannot be used"),
        ("c.CourseDirectory.db_url = 'sqlite:///no/such/folder.db'", "unable to open database file"),
    ],
)
def test_the_command_touches_nothing(
    graded_course: Any, capsys: pytest.CaptureFixture[str], line: str, words: str
) -> None:
    configure(graded_course, line)
    graded_course.submit("ada", b"{ no")
    graded_course.submit("bob", graded_course.notebook())
    before = contents(graded_course)
    capsys.readouterr()
    assert main(["grade", "sample", "--course", str(graded_course.root), "--new-seed"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert words in err
    assert len(err.splitlines()) == 1
    assert contents(graded_course) == before


@pytest.fixture
def coursedir(course: Any) -> Iterator[CourseDirectory]:
    """Of a copy in a place that anybody may enter. It belongs to whom the check runs as: root may do everything."""
    with tempfile.TemporaryDirectory() as scratch:
        root = Path(shutil.copytree(course.root, Path(scratch) / "course"))
        for name in ("submitted/ada/sample", "autograded/ada/sample", "feedback/ada/sample", ".chainrule/reports"):
            (root / name).mkdir(parents=True)
        (root / "grades.csv").write_text("")
        with quiet_log() as (logger, _), nbgrader_app(root, logger) as (_, made):
            check_gradebook(made)  # what is loaded once
            if os.geteuid() == 0:
                for path in (Path(scratch), root, *root.rglob("*")):
                    os.chown(path, NOBODY, NOBODY)
                os.seteuid(NOBODY)
            try:
                yield made
            finally:
                os.seteuid(os.getuid())
                for path in root.rglob("*"):
                    path.chmod(path.stat().st_mode | stat.S_IRWXU)


def check_places(coursedir: CourseDirectory) -> None:
    check_folders(coursedir, "sample", Path(coursedir.root) / ".chainrule" / "reports")


def test_folders_in_order(coursedir: CourseDirectory) -> None:
    check_places(coursedir)
    for name in ("autograded", "feedback", ".chainrule", "grades.csv"):
        path = Path(coursedir.root) / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    check_places(coursedir)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("submitted", "submitted cannot be read"),
        ("autograded", "nothing can be written into autograded:"),
        ("autograded/ada", "nothing can be written into autograded/ada:"),
        ("autograded/ada/sample", "nothing can be written into autograded/ada/sample:"),
        ("feedback", "nothing can be written into feedback:"),
        ("feedback/ada/sample", "nothing can be written into feedback/ada/sample:"),
        (".chainrule/reports", "nothing can be written into .chainrule/reports:"),
        ("grades.csv", "grades.csv cannot be written"),
        (".", "nothing can be written into /"),
    ],
)
def test_a_place_that_is_closed(coursedir: CourseDirectory, name: str, words: str) -> None:
    (Path(coursedir.root) / name).chmod(0o400 if name == "submitted" else 0o555)
    assert words in said(lambda: check_places(coursedir))


def test_a_file_where_a_folder_should_be(coursedir: CourseDirectory) -> None:
    shutil.rmtree(Path(coursedir.root) / "feedback")
    (Path(coursedir.root) / "feedback").write_text("")
    assert "nothing can be written into feedback" in said(lambda: check_places(coursedir))


def test_a_gradebook_that_may_not_be_written(coursedir: CourseDirectory) -> None:
    path = Path(coursedir.root) / "gradebook.db"
    path.chmod(0o444)
    assert "readonly database; see that" in said(lambda: check_gradebook(coursedir))
    path.unlink()
    path.parent.chmod(0o555)
    assert "unable to open database file; see that" in said(lambda: check_gradebook(coursedir))


def test_a_gradebook_that_somebody_holds(course: Any, check: Callable[[], None]) -> None:
    with contextlib.closing(sqlite3.connect(course.root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        configure(course, "c.CourseDirectory.db_url = 'sqlite:///gradebook.db?timeout=0.1'")
        (course.root / "submitted").mkdir()
        assert "is locked; another program is writing to it" in said(check)


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (
            "ALTER TABLE student DROP COLUMN lms_user_id",
            "lms_user_id; another version of nbgrader made it",
        ),
        ("", "file is not a database; put back a copy"),
    ],
)
def test_a_gradebook_of_another_kind(course: Any, check: Callable[[], None], spoil: str, words: str) -> None:
    (course.root / "submitted").mkdir()
    path = course.root / "gradebook.db"
    if spoil:
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute(spoil)
    else:
        path.write_text("no database at all")
    assert words in said(check)
