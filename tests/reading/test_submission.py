"""Reading what students hand in: every way in which a notebook can be broken has a clear result."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.preprocessors import ClearSolutions

from autograder.errors import GraderError, UnreadableSubmission
from autograder.reading import notebook as reading
from autograder.reading.notebook import as_raw, looks_like_python2, read_notebook, without_magics
from autograder.reading.submission import Submission, load_source, read_submission, repair

RIGHT = "def leaky(x):\n    return x"


def read(course: Any, notebook: Any) -> Submission:
    return read_submission(course.submit("ada", notebook), course.source)


def sources(submission: Submission) -> dict[str, str]:
    return {cell.id: cell.source for cell in submission.cells}


def find(notebook: dict[str, Any], cell_id: str) -> dict[str, Any]:
    return next(cell for cell in notebook["cells"] if cell["id"] == cell_id)


def code(source: str, **metadata: Any) -> dict[str, Any]:
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": [], "execution_count": None}


def test_an_honest_notebook(course: Any) -> None:
    submission = read(course, course.notebook(leaky=RIGHT))
    assert [cell.id for cell in submission.cells] == ["setup", "leaky", "sharp"]
    assert sources(submission)["leaky"] == RIGHT
    assert submission.problems == ()


def test_starters_are_what_nbgrader_releases(course: Any) -> None:
    notebook = nbformat.read(course.source, as_version=4)
    released, _ = ClearSolutions().preprocess(notebook, {})
    wanted = {cell.id: cell.source for cell in released.cells if cell.metadata.get("nbgrader")}
    assert {cell.grade_id: cell.source for cell in load_source(course.source).cells} == wanted


def test_locked_and_check_cells_come_from_the_source(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "setup")["source"] = "import os"
    find(notebook, "leaky-check")["source"] = "print(100)"
    submission = read(course, notebook)
    assert sources(submission)["setup"] == "import numpy as np"
    assert "print(100)" not in sources(submission).values()


def test_added_cells_run_in_their_place(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].insert(3, code("helper = 1"))
    assert [cell.id for cell in read(course, notebook).cells] == ["setup", "cell-4", "leaky", "sharp"]


def test_a_missing_cell_is_graded_as_its_starter(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].remove(find(notebook, "sharp"))
    submission = read(course, notebook)
    assert "NotImplementedError" in sources(submission)["sharp"]
    assert submission.problems == (
        "The cell 'sharp' is missing from your notebook; the empty starter was graded in its place.",
    )


def test_a_cell_that_lost_its_mark_is_found_by_its_functions(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    find(notebook, "leaky")["metadata"] = {}
    submission = read(course, notebook)
    assert sources(submission)["leaky"] == RIGHT
    assert len(submission.cells) == 3
    assert "had lost its mark" in submission.problems[0]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_copies_the_one_with_work_is_graded_and_the_other_never_runs(course: Any, order: int) -> None:
    notebook = course.notebook()
    starter = find(notebook, "leaky")
    worked = json.loads(json.dumps(starter)) | {"source": RIGHT}
    at = notebook["cells"].index(starter)
    notebook["cells"][at : at + 1] = [starter, worked][::order]
    submission = read(course, notebook)
    assert [source for source in sources(submission).values() if "def leaky" in source] == [RIGHT]
    assert "is there 2 times" in submission.problems[0]


def test_flags_ids_points_types_and_tags_do_not_matter(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception"]
        if "nbgrader" in cell["metadata"]:
            cell["metadata"]["nbgrader"] |= {"solution": True, "grade": True, "locked": False, "points": 1e9}
    find(notebook, "leaky")["cell_type"] = "raw"
    honest = read(course, course.notebook(leaky=RIGHT))
    assert read(course, notebook).cells == honest.cells


def test_repaired_notebooks_are_sound(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT, question_why="Because.")
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] not in ("sharp-check", "setup")]
    notebook["cells"].append(find(notebook, "leaky"))
    notebook["cells"].append(code("x = 1", nbgrader={"grade_id": "invented", "grade": True, "points": 50}))
    source = load_source(course.source)
    repaired = repair(as_raw(notebook, "sample.ipynb"), source)
    nbformat.validate(nbformat.from_dict(repaired))
    marks = [cell["metadata"]["nbgrader"] for cell in repaired["cells"] if "nbgrader" in cell["metadata"]]
    assert [mark["grade_id"] for mark in marks] == [cell.grade_id for cell in source.cells]
    assert sum(mark.get("points", 0) for mark in marks) == 10.0
    assert find(repaired, "question-why")["source"] == "Because."


def test_repair_changes_nothing_twice(course: Any) -> None:
    source = load_source(course.source)
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"].insert(1, code("y = 2"))
    once = repair(as_raw(notebook, "sample.ipynb"), source)
    twice = repair(as_raw(once, "sample.ipynb"), source)
    assert [cell["source"] for cell in once["cells"]] == [cell["source"] for cell in twice["cells"]]


def test_pictures_in_written_answers_are_kept(course: Any) -> None:
    notebook = course.notebook(question_why="![sketch](attachment:a.png)")
    find(notebook, "question-why")["attachments"] = {"a.png": {"image/png": "aGk="}}
    repaired = repair(as_raw(notebook, "sample.ipynb"), load_source(course.source))
    assert find(repaired, "question-why")["attachments"] == {"a.png": {"image/png": "aGk="}}


def test_a_python_2_notebook_says_so(course: Any) -> None:
    cells = [{"cell_type": "code", "input": "print 'hello'", "metadata": {"nbgrader": {"grade_id": "leaky"}}}]
    submission = read(course, {"nbformat": 3, "metadata": {}, "worksheets": [{"cells": cells}]})
    assert sources(submission)["leaky"] == "print 'hello'"
    assert "old format 3" in submission.problems[0]
    assert "Python 2" in submission.problems[1]


@pytest.mark.parametrize("source", ["print 'a'", "print x, y", "exec 'a'", "try:\n    x\nexcept A, e:\n    y"])
def test_python_2_statements(source: str) -> None:
    assert looks_like_python2(source)
    assert not looks_like_python2("print('a')")
    assert not looks_like_python2("def f(:")


def test_no_kernelspec_is_no_problem(course: Any) -> None:
    assert read(course, course.notebook(leaky=RIGHT) | {"metadata": {}}).problems == ()


def test_fifty_megabytes_of_output(course: Any) -> None:
    notebook = course.notebook(leaky=RIGHT)
    line = "x" * 79 + "\n"
    output = {"output_type": "stream", "name": "stdout", "text": [line] * (50_000_000 // 80)}
    find(notebook, "leaky")["outputs"] = [output]
    assert read(course, notebook).cells == read(course, course.notebook(leaky=RIGHT)).cells


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"{ not json", "is not valid JSON (line 1)"),
        (b"\xff\xfe\x00", "is not valid JSON"),
        (b"[" * 50_000, "is not valid JSON"),
        (b"[1, 2]", "is not a Jupyter notebook"),
        (b'{"nbformat": "4"}', "is not a Jupyter notebook"),
        (b'{"nbformat": 4, "cells": 3}', "has no list of cells"),
        (b'{"nbformat": 4, "cells": [' + b"{}," * 5_001 + b"{}]}", "has 5002 cells"),
        (b"[" * 600_000, "has too many parts"),
    ],
)
def test_files_that_are_no_notebooks(course: Any, content: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableSubmission) as caught:
        read(course, content)
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_too_large(course: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    with pytest.raises(UnreadableSubmission, match="Clear Outputs"):
        read(course, course.notebook())


def test_links_pipes_and_folders_are_not_opened(course: Any, tmp_path: Path) -> None:
    path = course.submit("ada", course.notebook())
    link, pipe, folder = tmp_path / "link.ipynb", tmp_path / "pipe.ipynb", tmp_path / "folder.ipynb"
    link.symlink_to(path)
    os.mkfifo(pipe)
    folder.mkdir()
    for odd, sentence in ((link, "is a link"), (pipe, "ordinary file"), (folder, "ordinary file")):
        with pytest.raises(UnreadableSubmission, match=sentence):
            read_notebook(odd)


def test_a_misnamed_notebook_is_pointed_at(course: Any) -> None:
    path = course.submit("ada", course.notebook())
    path.rename(path.with_name("sample (1).ipynb"))
    with pytest.raises(UnreadableSubmission, match=r"there is 'sample \(1\).ipynb'"):
        read_notebook(path)


def test_odd_cells_do_no_harm(course: Any) -> None:
    odd: list[Any] = [None, 3, {}, {"cell_type": "code", "source": 7}, {"metadata": [1], "source": ["a", 2, "b"]}]
    odd.append({"cell_type": "code", "source": "x", "metadata": {"nbgrader": {"grade_id": ["leaky"]}}})
    notebook = course.notebook(leaky=RIGHT)
    notebook["cells"] += odd
    assert sources(read(course, notebook))["leaky"] == RIGHT


def test_a_broken_source_is_the_graders_fault(course: Any) -> None:
    path = course.submit("ada", course.notebook())
    course.source.write_text("{")
    with pytest.raises(GraderError, match="source notebook"):
        read_submission(path, course.source)
    course.source.unlink()
    with pytest.raises(GraderError, match="source notebook"):
        read_submission(path, course.source)


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if a:\n    !ls\nb", "if a:\n    pass\nb"),
        ("np.dot?", "pass"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%bash\nrm -rf .", ""),
        ("x = '''\n%d\n''' % 3", "x = '''\n%d\n''' % 3"),
    ],
)
def test_commands_of_ipython(source: str, plain: str) -> None:
    assert without_magics(source) == plain
