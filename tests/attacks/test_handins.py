"""A class with honest students among hostile ones, graded once as `chainrule grade` does."""

from __future__ import annotations

import hashlib
import json
import re
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.batch.jobs import Settings
from autograder.batch.store import store_folder
from autograder.demo.course import load_sample_class, make_course, release_assignment
from autograder.demo.run import recorded_points
from autograder.errors import SandboxError
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.sanitised import PAGE_MB
from autograder.reports.exports import table
from autograder.reports.results import ClassResult
from autograder.sandbox.walls import available_walls, require

from .handins import HANDINS

ASSIGNMENT, HONEST, SEED = "dropout", ("ada", "zoe"), 11


@dataclass(frozen=True)
class Aftermath:
    """The course after the class was graded."""

    course: Path
    points: dict[str, float | None]
    graded: dict[str, object]
    before: dict[str, str]
    after: dict[str, str]
    full: float
    csv: list[str]


@pytest.fixture(scope="module")
def aftermath(tmp_path_factory, checkout) -> Aftermath:
    try:
        require(available_walls())
    except SandboxError as error:
        pytest.skip(str(error))
    sample = load_sample_class(checkout)
    course = make_course(checkout, tmp_path_factory.mktemp("course") / "course", [ASSIGNMENT])
    release = release_assignment(course, ASSIGNMENT)
    classroom = sample.build_class(ASSIGNMENT, release, 1, SEED)
    notebook = json.loads(release.read_text(encoding="utf-8"))
    for name in HONEST:
        hand_in(course, name, lambda folder, own: honest(sample, classroom, folder, own), notebook)
    for name, write in HANDINS.items():
        hand_in(course, name, write, notebook)
    before = digests(course)
    graded = grade_class(course, ASSIGNMENT, Settings(store_folder(course), SEED), workers=2)
    return Aftermath(
        course,
        dict(recorded_points(course, ASSIGNMENT)),
        {entry.student: entry for entry in graded},
        before,
        digests(course),
        sum(exercise.max_score for exercise in classroom.order),
        (course / "grades.csv").read_text(encoding="utf-8").splitlines(),
    )


def hand_in(course, name, write, notebook):
    folder = course / "submitted" / name / ASSIGNMENT
    folder.mkdir(parents=True)
    write(folder, deepcopy(notebook))


def honest(sample, classroom, folder, notebook):
    answers = {exercise.name: sample.Bank(exercise).all("accepted")[0].source for exercise in classroom.order}
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code" and marks.get("solution"):
            cell["source"] = answers[marks["grade_id"]]
    (folder / f"{ASSIGNMENT}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def digests(course) -> dict[str, str]:
    """What grading must leave as it is."""
    roots = [course / "source", course / "release", course / "submitted", course / "nbgrader_config.py"]
    paths = [path for root in roots for path in ([root] if root.is_file() else sorted(root.rglob("*")))]
    regular = [path for path in paths if path.is_file() and not path.is_symlink()]
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in regular}


@pytest.mark.parametrize("name", HANDINS)
def test_earns_nothing(name, aftermath):
    """Zero for what can be graded, no score at all and a reason for what cannot."""
    assert aftermath.points.get(name) in (0, None)
    assert aftermath.points.get(name) == 0 or aftermath.graded[name].failure


@pytest.mark.parametrize("name", HONEST)
def test_the_honest_lose_nothing(name, aftermath):
    assert aftermath.points[name] == aftermath.full


def test_nothing_else_changed(aftermath):
    assert aftermath.after == aftermath.before
    assert not list(Path("/tmp").glob("chainrule-attack*"))
    assert not list(aftermath.course.rglob("chainrule-attack*"))


def test_nobody_else_is_in_the_gradebook(aftermath):
    assert set(aftermath.points) <= {*HONEST, *HANDINS}
    assert len(aftermath.csv) == 1 + len(HONEST) + len(HANDINS)


def test_no_script_reaches_a_feedback_page(aftermath):
    """What students wrote is shown as text."""
    pages = list((aftermath.course / "feedback").rglob("*.html"))
    assert pages
    assert [
        page.parent.parent.name for page in pages if "<script>window.LOOT" in page.read_text(encoding="utf-8")
    ] == []
    assert [page.parent.parent.name for page in pages if "<img src=x onerror" in page.read_text(encoding="utf-8")] == []


def test_who_reads_a_page_fetches_nothing(aftermath):
    """Nobody is told when it is read, and by whom."""
    page = (aftermath.course / "feedback" / "m-far_pictures" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")
    assert "seen.png" in page
    assert not re.search(r"""<img[^>]*\ssrc=["']?(?!data:)""", page)


def test_nothing_that_a_browser_runs_lies_beside_a_page(aftermath):
    """A folder in the page's place leaves nobody without one."""
    feedback = aftermath.course / "feedback"
    files = [path for path in feedback.rglob("*") if path.is_file()]
    assert {path.name for path in files if path.suffix in (".html", ".svg", ".xhtml", ".js")} == {f"{ASSIGNMENT}.html"}
    assert (feedback / "m-pages_beside" / ASSIGNMENT / f"{ASSIGNMENT}.html").is_file()


def test_what_lies_beside_takes_no_place(aftermath):
    """Links, pipes, sparse files and thousands of files are refused before anything is copied."""
    for name in ("m-a_sparse_file", "m-a_pipe_beside", "m-many_files"):
        assert aftermath.graded[name].failure
    assert sum(path.stat().st_size for path in (aftermath.course / "autograded").rglob("*.bin")) == 0


def test_a_page_has_an_end(aftermath):
    """A picture that is named hundreds of times is shown as often as there is room, raw cells as they were written."""
    page = (aftermath.course / "feedback" / "m-raw_html" / ASSIGNMENT / f"{ASSIGNMENT}.html").read_text("utf-8")
    is_text = "&lt;a&gt;&lt;b&gt;" in page
    assert is_text
    assert len(page) < (PAGE_MB + 2) << 20


def test_a_name_is_no_html_and_ends_no_text_in_a_script(aftermath):
    """nbgrader writes names into pages and their scripts as they are."""
    for name in ("m-<img src=x onerror=LOOT()>", 'm-";LOOT();"'):
        assert "rename the folder" in aftermath.graded[name].failure
        assert not (aftermath.course / "autograded" / name).exists()


def test_a_table_has_a_line_for_each(aftermath):
    """Whatever a folder is called, it is one line, in which nothing moves the cursor or adds up."""
    lines = table.export(ClassResult(ASSIGNMENT, tuple(aftermath.graded.values()))).split("\n")
    assert not any(ord(letter) < 32 or letter in "\x7f\x85\u2028\u2029" for line in lines for letter in line)
    assert not any(line.startswith("m-b") for line in lines)
    assert not any(cell.startswith(("=", "+", "@")) for line in aftermath.csv for cell in line.split(","))
