"""From a seed to a class: who answered what, and the notebook that each handed in."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from autograder.spec import EXERCISES, Exercise, load_assignment

from .answers import Answer, Bank
from .damage import DAMAGES, SOUND, Damage, Work, grade_id, solutions

NAMES = "ada bo chen dara eli fay gus hana ivo jun kofi lea mio nia omar pia quin ravi sana tom uma vera xia yuki zoe"
WRITTEN = (
    "The mask has expectation 1 - p, and dividing by 1 - p makes up for it.",
    "I would say that it follows from the chain rule, term by term.",
    "See lecture.",
)
DAMAGED_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Student:
    """One student of the class.

    Args:
        answers: what was written into each solution cell.
        graded: exercise -> text of the cell that counts after the damage; None where nothing can be graded.
        content: the notebook file as it was handed in; None where there is none.
    """

    name: str
    answers: tuple[Answer, ...]
    damage: str
    graded: dict[str, str] | None
    content: bytes | None

    @property
    def misconceptions(self) -> list[str]:
        return [answer.name for answer in self.answers if answer.kind == "misconception"]


@dataclass(frozen=True, slots=True)
class Classroom:
    """A class of one assignment; `order` is the order of the exercises in the notebook."""

    assignment: str
    order: tuple[Exercise, ...]
    students: tuple[Student, ...]


def build_class(assignment: str, release: Path, count: int, seed: int, root: Path = EXERCISES) -> Classroom:
    """The class of `assignment` that belongs to `seed`: the same seed makes the same class.

    Args:
        release: the released notebook, as nbgrader made it.
    """
    notebook = json.loads(release.read_text(encoding="utf-8"))
    exercises = {exercise.name: exercise for exercise in load_assignment(assignment, root).exercises}
    order = tuple(exercises[grade_id(cell)] for cell in solutions(notebook))
    banks = [Bank(exercise) for exercise in order]
    students = tuple(_student(k, notebook, banks, np.random.default_rng([seed, k])) for k in range(count))
    return Classroom(assignment, order, students)


def write_submission(course: Path, assignment: str, student: Student, when: str = "2026-03-01 12:00:00 UTC") -> None:
    """Put a student's work where nbgrader collects it: the notebook, and the time of handing in."""
    folder = course / "submitted" / student.name / assignment
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "timestamp.txt").write_text(when, encoding="utf-8")
    if student.content is not None:
        (folder / f"{assignment}.ipynb").write_bytes(student.content)


def _student(k: int, notebook: dict[str, Any], banks: list[Bank], rng: np.random.Generator) -> Student:
    damage = _damage(k, rng)
    answers = _answers(banks, rng)
    own = deepcopy(notebook)
    starters = {grade_id(cell): "".join(cell["source"]) for cell in solutions(own)}
    _fill_in(own, {answer.exercise: answer for answer in answers}, rng)
    work = Work(own, {grade_id(cell): cell["source"] for cell in solutions(own)}, starters, rng)
    content = damage.apply(work)
    names = NAMES.split()
    name = f"{names[k % len(names)]}{k + 1:03d}"
    return Student(name, answers, damage.name, work.graded if damage.gradable else None, content)


def _damage(k: int, rng: np.random.Generator) -> Damage:
    """Every second of the first students has one damage each, so that a small class shows them all."""
    if k < 2 * len(DAMAGES):
        return DAMAGES[k // 2] if k % 2 else SOUND
    rare = DAMAGES[:-1]  # one notebook of 50 MB is enough
    return rare[int(rng.integers(len(rare)))] if rng.random() < DAMAGED_SHARE else SOUND


def _answers(banks: list[Bank], rng: np.random.Generator) -> tuple[Answer, ...]:
    temper = str(rng.choice(["sure", "usual", "lost"], p=[0.3, 0.5, 0.2]))
    answers = [bank.pick(rng, temper) for bank in banks]
    if rng.random() < 0.15:  # ran out of time somewhere
        done = int(rng.integers(len(banks)))
        answers[done:] = [bank.all("starter")[0] for bank in banks[done:]]
    return tuple(answers)


def _fill_in(notebook: dict[str, Any], answers: dict[str, Answer], rng: np.random.Generator) -> None:
    """Write the answers into the released notebook; a starter is what was there already."""
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
        marks = cell["metadata"].get("nbgrader", {})
        if not marks.get("solution"):
            continue
        if cell["cell_type"] == "markdown":
            cell["source"] = str(rng.choice(WRITTEN))
        elif answers[marks["grade_id"]].kind != "starter":
            cell["source"] = answers[marks["grade_id"]].source.strip()
