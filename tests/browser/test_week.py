"""One week, from the release to the page that a student reads, by two people with accounts of their own."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from autograder.demo.course import make_course
from autograder.spec import load_assignment
from autograder.spec.solution import plain_source
from tests.browser.conftest import CHECKOUT, browser_page
from tests.browser.people import Place, answer, give_to, make_place, serving, write_config

pytestmark = pytest.mark.browser

QUESTION = "question-expectation"
LATE, MODEL = "Handed in late", "Model answer and points"
EXERCISES = load_assignment("dropout").exercises
FIRST, AUTOMATIC = EXERCISES[0].max_score, sum(exercise.max_score for exercise in EXERCISES)
LIST_IS_THERE = "() => window.jupyterapp?.commands.hasCommand('nbgrader:open-assignment-list')"
OPEN_LIST = "() => { window.jupyterapp.commands.execute('nbgrader:open-assignment-list'); }"


class Formgrader:
    """The formgrader as an instructor works with it."""

    def __init__(self, page: Any, url: str, token: str) -> None:
        self.page, self._url, self._token = page, url, token

    def goto(self, path: str) -> None:
        self.page.goto(f"{self._url}/formgrader/{path}?token={self._token}")

    def press(self, column: str) -> None:
        """A button of the one row there is; it has to say that it succeeded."""
        self.page.locator(f"td.{column} a").click()
        said = self.page.locator(".modal.in")
        said.locator(".modal-title").wait_for()
        assert said.locator(".modal-title").inner_text().strip() == "Success", said.inner_text()
        said.locator("[data-dismiss=modal]").first.click()
        said.wait_for(state="detached")

    def mark(self, text: str, points: str) -> None:
        """Give points for a written answer until they are saved; the fields are ready when they show scores."""
        self.page.locator(f"input.score[placeholder='{FIRST:g}']").first.wait_for()
        field = self.page.locator(".nbgrader_cell", has_text=text).locator("input.score")
        with self.page.expect_response(re.compile("/api/grade/")):
            field.fill(points)
            field.press("Tab")


class Assignments:
    """JupyterLab's list of assignments as a student works with it."""

    def __init__(self, page: Any, url: str, token: str) -> None:
        self.page = page
        page.goto(f"{url}/lab?token={token}")
        page.wait_for_function(LIST_IS_THERE)
        page.evaluate(OPEN_LIST)

    def press(self, name: str) -> None:
        """A button; what it does is done when its answer is there."""
        action = name.lower().replace(" ", "_")
        with self.page.expect_response(re.compile(f"/assignments/{action}\\b")):
            self.page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """A course that has been given to nobody yet."""
    with make_place(make_course(CHECKOUT, tmp_path / "course", ["dropout"])) as made:
        exchange = f"c.CourseDirectory.course_id = 'chainrule'\nc.Exchange.root = {str(made.root / 'exchange')!r}\n"
        with (made.course / "nbgrader_config.py").open("a") as file:
            file.write(f"{exchange}c.LateSubmissionPlugin.penalty_method = 'zero'\n")
        write_config(made.student, exchange)
        yield made


def chainrule(place: Place, *arguments: str) -> None:
    """A command in a process of its own, whose signals are its own too."""
    command = [sys.executable, "-m", "autograder.cli", *arguments, "--course", str(place.course)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def set_due_date(place: Place, due: str) -> None:
    with Gradebook(f"sqlite:///{place.course / 'gradebook.db'}", "chainrule") as gradebook:
        gradebook.update_or_create_assignment("dropout", duedate=due)


def install_kit(place: Place) -> None:
    """All that the student has of ours beside the notebook."""
    chainrule(place, "kit", "dropout", "--output", str(place.root / "kit.zip"))
    with zipfile.ZipFile(place.root / "kit.zip") as archive:
        archive.extractall(place.student.home / "kit")
    give_to(place.student, place.student.home / "kit")


def right_answers() -> dict[str, str]:
    written = {QUESTION: "Because the expectation stays."}
    return {each.name: plain_source(each) for each in load_assignment("dropout").exercises} | written


def fetched_pages(place: Place) -> list[str]:
    """What lies in the student's folder, the oldest hand-in first."""
    pages = sorted((place.student.home / "dropout" / "feedback").glob("*/dropout.html"))
    return [path.read_text(encoding="utf-8") for path in pages]


def test_a_week(place: Place, chromium: str, tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as thread:  # the browser of the other tests keeps the event loop of this one
        thread.submit(a_week, place, chromium, tmp_path).result()


def a_week(place: Place, chromium: str, tmp_path: Path) -> None:
    kit = str(place.student.home / "kit" / "chainrule")
    with (
        serving(place.instructor) as (instructors, password),
        serving(place.student, PYTHONPATH=kit) as (students, other),
        browser_page(chromium, tmp_path / "profile") as page,
    ):
        formgrader = Formgrader(page, instructors, password)
        release(place, formgrader)
        elsewhere = students.replace("127.0.0.1", "localhost")  # cookies are one host's, whatever the port
        assignments = Assignments(page.context.new_page(), elsewhere, other)
        hand_in(place, assignments)
        grade_and_mark(place, formgrader)
        give_feedback_to_who_was_late_and_may_be(place, formgrader, assignments)
        hand_in_again_while_watched(place, assignments)


def release(place: Place, formgrader: Formgrader) -> None:
    formgrader.goto("manage_assignments")
    formgrader.press("assign")
    formgrader.press("release")
    set_due_date(place, "2026-01-01 12:00 UTC")
    install_kit(place)


def hand_in(place: Place, assignments: Assignments) -> None:
    assignments.press("Fetch")
    notebook = place.student.home / "dropout" / "dropout.ipynb"
    assignments.page.get_by_role("button", name="Submit", exact=True).wait_for()
    assert "YOUR CODE HERE" in notebook.read_text()
    answer(notebook, right_answers())
    assignments.press("Submit")
    assignments.page.get_by_role("button", name="Fetch Feedback", exact=True).wait_for()


def grade_and_mark(place: Place, formgrader: Formgrader) -> None:
    formgrader.goto("manage_assignments")
    formgrader.press("collect")
    formgrader.goto("manage_submissions/dropout")
    formgrader.press("autograde")
    assert formgrader.page.locator("td.score").inner_text().startswith(f"{AUTOMATIC:g} /")
    formgrader.goto("gradebook/dropout/dropout")
    formgrader.page.locator("td a[href*=submissions]").first.click()
    formgrader.page.get_by_text(MODEL).first.wait_for()
    assert "Points: 1 for both cases" in formgrader.page.locator("body").inner_text()
    formgrader.mark("Because the expectation stays.", "2.5")


def give_feedback_to_who_was_late_and_may_be(place: Place, formgrader: Formgrader, assignments: Assignments) -> None:
    formgrader.goto("manage_submissions/dropout")
    formgrader.press("generate-feedback")
    page = place.course / "feedback" / place.student.name / "dropout" / "dropout.html"
    assert LATE in page.read_text(encoding="utf-8")
    chainrule(place, "extend", "dropout", place.student.name, "--days", "3650")
    formgrader.press("generate-feedback")
    formgrader.press("release-feedback")
    assignments.press("Fetch Feedback")
    [text] = fetched_pages(place)
    assert LATE not in text
    assert MODEL not in text
    assert f"{AUTOMATIC + 2.5:g} of" in text
    assert "2.5 / 3" in text


def hand_in_again_while_watched(place: Place, assignments: Assignments) -> None:
    """The answer that was marked has changed, and is not read yet."""
    answer(place.student.home / "dropout" / "dropout.ipynb", {QUESTION: "For another reason."})
    with assignments.page.expect_response(re.compile("/assignments/submit")):
        assignments.page.get_by_role("button", name="Submit", exact=True).click()
    chainrule(place, "watch", "dropout", "--once", "--per-hour", "1")
    assignments.press("Fetch Feedback")
    _, text = fetched_pages(place)
    assert "An earlier version of this answer was given 2.5 of 3 points" in text
    assert f"{AUTOMATIC:g} of" in text
