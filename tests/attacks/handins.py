"""Hostile submissions as files: notebooks with false marks and scores, links, strange names, things beside them.

Each takes the folder submitted/<student>/<assignment> and the untouched release as parsed JSON. None holds any work.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

Notebook = dict[str, Any]
SCRIPT = "<script>window.LOOT=1</script><img src=x onerror='window.LOOT=2'>"
LITTER = "import pathlib\nfor place in ('/tmp', '.'):\n    pathlib.Path(place, 'chainrule-attack-import').touch()\n"
HANDINS: dict[str, Callable[[Path, Notebook], None]] = {}


def handin(name: str = "") -> Callable[[Callable[[Path, Notebook], None]], Callable[[Path, Notebook], None]]:
    """Register a submission under the student name `m-<function>` or `name`."""

    def register(write: Callable[[Path, Notebook], None]) -> Callable[[Path, Notebook], None]:
        HANDINS[name or f"m-{write.__name__}"] = write
        return write

    return register


def save(folder: Path, notebook: Notebook, **options: Any) -> None:
    (folder / f"{folder.name}.ipynb").write_text(json.dumps(notebook, **options), encoding="utf-8")


def marked(notebook: Notebook, flag: str) -> list[Notebook]:
    return [c for c in notebook["cells"] if c["cell_type"] == "code" and c["metadata"].get("nbgrader", {}).get(flag)]


def result(text: str, html: str = "") -> Notebook:
    data = {"text/plain": text} | ({"text/html": html} if html else {})
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}


@handin()
def tags(folder: Path, notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["tags"] = ["skip-execution", "raises-exception", "remove_input", "nbgrader-skip"]
    save(folder, notebook)


@handin()
def points(folder: Path, notebook: Notebook) -> None:
    for cell in marked(notebook, "grade"):
        cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "solution": True, "task": True}
    save(folder, notebook)


@handin()
def fake_results(folder: Path, notebook: Notebook) -> None:
    for cell in marked(notebook, "grade"):
        cell["source"], cell["outputs"] = "100.0", [result("100.0", "<b>100 of 100</b>")]
    save(folder, notebook)


@handin()
def nan_results(folder: Path, notebook: Notebook) -> None:
    for cell, text in zip(marked(notebook, "grade"), ("nan", "-1.0", "np.float64(0.0)", "inf", "1e999"), strict=False):
        cell["source"], cell["outputs"] = f"print({text!r})", [result(text)]
    save(folder, notebook)


@handin()
def own_check(folder: Path, notebook: Notebook) -> None:
    marks = {"grade": True, "grade_id": "bonus-check", "locked": True, "points": 100, "schema_version": 3}
    marks |= {"solution": False, "task": False}
    notebook["cells"].append(
        {
            "cell_type": "code",
            "id": "bonus",
            "metadata": {"nbgrader": marks},
            "source": "100.0",
            "outputs": [result("100.0")],
            "execution_count": 1,
        }
    )
    save(folder, notebook)


@handin()
def duplicated_ids(folder: Path, notebook: Notebook) -> None:
    notebook["cells"] *= 3
    for cell in notebook["cells"]:
        cell["id"] = "same"
    save(folder, notebook)


@handin()
def swapped_ids(folder: Path, notebook: Notebook) -> None:
    first, *_, last = [cell["metadata"]["nbgrader"] for cell in marked(notebook, "grade")]
    first["grade_id"], last["grade_id"] = last["grade_id"], first["grade_id"]
    for cell in marked(notebook, "solution"):
        cell["metadata"]["nbgrader"]["grade_id"] += "-check"
    save(folder, notebook)


@handin()
def strange_ids(folder: Path, notebook: Notebook) -> None:
    for k, cell in enumerate(marked(notebook, "solution")):
        cell["metadata"]["nbgrader"]["grade_id"] = (["x"], {"a": 1}, 7, "../../../etc", SCRIPT)[k % 5]
    save(folder, notebook)


@handin()
def strange_kernel(folder: Path, notebook: Notebook) -> None:
    notebook["metadata"] = {
        "kernelspec": {"name": "../../bin/sh", "display_name": SCRIPT, "language": "bash"},
        "language_info": {"name": "bash", "version": "2"},
        "celltoolbar": SCRIPT,
    }
    save(folder, notebook)


@handin()
def forged_grading(folder: Path, notebook: Notebook) -> None:
    notebook["metadata"]["chainrule"] = {"digest": "0" * 64, "problems": [SCRIPT], "score": 100}
    notebook["metadata"]["nbgrader"] = {"score": 100, "max_score": 1}
    save(folder, notebook)


@handin()
def scripts(folder: Path, notebook: Notebook) -> None:
    text = {
        "cell_type": "markdown",
        "id": "t",
        "metadata": {},
        "source": SCRIPT,
        "attachments": {"a.svg": {"b": SCRIPT}},
    }
    raw = {"cell_type": "raw", "id": "r", "metadata": {"format": "text/html"}, "source": SCRIPT}
    code = {"cell_type": "code", "id": "c", "metadata": {}, "source": f"# {SCRIPT}", "outputs": [result("1", SCRIPT)]}
    notebook["cells"] += [text, raw, code | {"execution_count": 1}]
    for cell in marked(notebook, "solution"):
        cell["source"] = f"raise ValueError({SCRIPT!r})"
        cell["outputs"] = [result("1", SCRIPT)]
    save(folder, notebook)


@handin()
def lone_surrogates(folder: Path, notebook: Notebook) -> None:
    picture = {"\ud800.png": {"image/png": "\ud800"}}
    cell = {"cell_type": "markdown", "id": "s", "metadata": {}, "source": "\ud800", "attachments": picture}
    notebook["cells"].append(cell)
    marked(notebook, "solution")[0]["source"] = "text = '\ud800\\ud800'\n"
    save(folder, notebook, ensure_ascii=True)


@handin()
def null_bytes(folder: Path, notebook: Notebook) -> None:
    for cell in marked(notebook, "solution"):
        cell["source"] = "x = 1\x00\x1b[2J\r\f\x85\u2028y = 2"
    save(folder, notebook)


@handin()
def long_line(folder: Path, notebook: Notebook) -> None:
    marked(notebook, "solution")[0]["source"] = "x = " + "(" * 3_000_000
    marked(notebook, "solution")[1]["source"] = "x = " + "1+" * 200_000 + "1"
    save(folder, notebook)


@handin()
def many_cells(folder: Path, notebook: Notebook) -> None:
    cell = {"cell_type": "code", "id": "x", "metadata": {}, "source": "", "outputs": [], "execution_count": None}
    notebook["cells"] += [cell] * 60_000
    save(folder, notebook)


@handin()
def deep_json(folder: Path, notebook: Notebook) -> None:
    (folder / f"{folder.name}.ipynb").write_text("[" * 200_000 + "]" * 200_000, encoding="utf-8")


@handin()
def strange_json(folder: Path, notebook: Notebook) -> None:
    notebook["nbformat_minor"] = 10**400
    notebook["metadata"]["x"] = float("nan")
    notebook["cells"] += [None, 7, "cell", [], {"cell_type": ["code"], "source": {"a": 1}, "metadata": None}]
    save(folder, notebook)


@handin()
def a_link_to_a_file(folder: Path, notebook: Notebook) -> None:
    (folder / f"{folder.name}.ipynb").symlink_to(f"../../ada/{folder.name}/{folder.name}.ipynb")


@handin()
def a_link_to_a_folder(folder: Path, notebook: Notebook) -> None:
    folder.rmdir()
    folder.symlink_to(f"../ada/{folder.name}", target_is_directory=True)


@handin()
def a_link_to_a_student(folder: Path, notebook: Notebook) -> None:
    folder.rmdir()
    folder.parent.rmdir()
    folder.parent.symlink_to("ada", target_is_directory=True)


@handin()
def a_link_to_nowhere(folder: Path, notebook: Notebook) -> None:
    folder.rmdir()
    folder.symlink_to("../nobody", target_is_directory=True)


@handin()
def a_pipe(folder: Path, notebook: Notebook) -> None:
    os.mkfifo(folder / f"{folder.name}.ipynb")


@handin()
def a_folder(folder: Path, notebook: Notebook) -> None:
    (folder / f"{folder.name}.ipynb").mkdir()


@handin()
def things_beside(folder: Path, notebook: Notebook) -> None:
    """Code that Python, pytest, IPython or nbgrader might pick up, and a report store of its own."""
    names = (
        "conftest.py numpy.py course.py sitecustomize.py usercustomize.py nbgrader_config.py pytest.py autograder.py"
    )
    for name in names.split():
        (folder / name).write_text(LITTER, encoding="utf-8")
    (folder / "gradebook.db").write_text("x", encoding="utf-8")
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p conftest\n", encoding="utf-8")
    store = folder / ".chainrule" / "reports" / "00"
    store.mkdir(parents=True)
    (store / ("0" * 64 + ".json")).write_text('{"score": 100}', encoding="utf-8")
    (folder / "other.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    save(folder, notebook)


@handin()
def a_sparse_file(folder: Path, notebook: Notebook) -> None:
    """Three gigabytes that take no place until somebody copies them."""
    with open(folder / "data.bin", "wb") as file:
        file.truncate(3 << 30)
    save(folder, notebook)


@handin()
def a_pipe_beside(folder: Path, notebook: Notebook) -> None:
    os.mkfifo(folder / "data.txt")
    save(folder, notebook)


@handin()
def many_files(folder: Path, notebook: Notebook) -> None:
    for number in range(2_100):
        (folder / f"{number}.txt").touch()
    save(folder, notebook)


@handin()
def pages_beside(folder: Path, notebook: Notebook) -> None:
    """What a browser would run, and a folder where the page belongs."""
    for name in ("index.html", "a.svg", "b.xhtml", "c.js"):
        (folder / name).write_text(SCRIPT, encoding="utf-8")
    (folder / f"{folder.name}.html").mkdir()
    (folder / f"{folder.name}.html" / "x.txt").write_text("x", encoding="utf-8")
    save(folder, notebook)


@handin()
def folders_without_end(folder: Path, notebook: Notebook) -> None:
    """Deeper than what copies them goes, beside the notebook and beside its folder."""
    for place in (folder, folder.parent):
        Path(place, *["d"] * 100).mkdir(parents=True)
    save(folder, notebook)


@handin()
def a_format_without_end(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook | {"nbformat": -(10**4000)})


@handin()
def the_same_key_twice(folder: Path, notebook: Notebook) -> None:
    text = json.dumps(notebook)
    (folder / f"{folder.name}.ipynb").write_text(f'{{"cells": [], "nbformat": 3, {text[1:]}', encoding="utf-8")


@handin()
def far_pictures(folder: Path, notebook: Notebook) -> None:
    source = "![x](https://example.org/seen.png) <img src=/hub/logout> <img src=//example.org/seen.png>"
    notebook["cells"].append({"cell_type": "markdown", "id": "far", "metadata": {}, "source": source})
    save(folder, notebook)


@handin("m-\u200bada")
def nothing_seen_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("m-a\nm-b, 52 points")
def lines_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("m-a\u2028zoe \x1b[2J")
def controls_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("=1+1, m")
def a_sum_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin()
def strange_time(folder: Path, notebook: Notebook) -> None:
    (folder / "timestamp.txt").write_text("2999-99-99 " + SCRIPT, encoding="utf-8")
    save(folder, notebook)


@handin("m-=cmd|' ;C'!A0")
def a_formula_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("m-'; DROP TABLE grade; --")
def sql_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("m-[*]?%s<b>&amp;")
def patterns_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin("m-<img src=x onerror=LOOT()>")
def html_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin('m-";LOOT();"')
def the_end_of_a_text_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)


@handin()
def raw_html(folder: Path, notebook: Notebook) -> None:
    """Elements within each other, of which a cleaner takes hours, and one picture that is shown hundreds of times."""
    raw = {"cell_type": "raw", "id": "deep", "metadata": {}, "source": "<a><b>" * 200_000}
    picture = {"a.png": {"image/png": "A" * (1 << 20)}}
    text = {"cell_type": "markdown", "id": "often", "metadata": {}, "source": "![](attachment:a.png)" * 380}
    notebook["cells"] += [raw, text | {"attachments": picture}]
    save(folder, notebook)


@handin("m-{student_id}{x!r}")
def fields_as_name(folder: Path, notebook: Notebook) -> None:
    save(folder, notebook)
