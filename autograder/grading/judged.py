"""What was found out about one exercise becomes its Report; the words are found last."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from autograder.grading.bounds import Overrun, bounded
from autograder.grading.carried import ByItself
from autograder.grading.diagnosis import behaviour_of, diagnose
from autograder.grading.explain import about_cells, about_shapes, explain
from autograder.grading.notebook import Notebook
from autograder.grading.suite_result import SuiteResult
from autograder.grading.verdict import Verdict
from autograder.reports.report import Criterion, Diagnosis, Report
from autograder.reports.wording import exercises_in_words
from autograder.sandbox.limits import Limits
from autograder.spec import Exercise
from autograder.spec.reference import load_module
from autograder.spec.variants import MISCONCEPTIONS

__all__ = ["Judged"]

WHY_S = 30.0  # to find out why
KEPT_EXPLANATIONS = 200
AT_THE_END = "Where it is checked it was not written yet; what stands further down was graded."
CARRIED = "This comes from {}: with the right functions of {}, it passes."

_explanations = OrderedDict[tuple[Any, ...], tuple[Diagnosis | None, str]]()


class Judged:
    """A suite's verdicts, what the exercise would earn by itself, and the misconception that explains the rest."""

    def __init__(self, result: SuiteResult, by_itself: ByItself | None, seed: int) -> None:
        self.exercise, self.result, self.by_itself, self.seed = result.exercise, result, by_itself, seed
        self.diagnosis, self.behaviour = _explained(result, by_itself)

    def report(self, notebook: Notebook, limits: Limits) -> Report:
        exercise = self.exercise
        criteria = tuple(self._criterion(test, points, notebook) for test, points in exercise.points.items())
        notes = [AT_THE_END] * self.result.at_the_end + [about_cells(exercise, notebook, limits)]
        return Report(
            exercise=exercise.key,
            number=exercise.number,
            title=exercise.title,
            criteria=criteria,
            diagnosis=self.diagnosis,
            seed=self.seed,
            seconds=round(self.result.seconds, 4),
            note=" ".join(filter(None, notes)),
            uses=tuple(e.number for e in exercise.earlier if e.assignment == exercise.assignment),
            comes_from=tuple(e.number for e in self.by_itself.comes_from) if self.by_itself else (),
            behaviour=self.behaviour,
            stopped=self.result.is_undefined and any(map(notebook.faults.get, notebook.of_exercise(exercise))),
        )

    def _criterion(self, test: str, points: float, notebook: Notebook) -> Criterion:
        title, verdict = self.exercise.criteria[test], self.result.verdict(test)
        if self.by_itself and test in self.by_itself.carried:
            earned = 0.0 if self.exercise.carried_errors_cost else points
            those = "those" if len(self.by_itself.comes_from) > 1 else "that"
            origin = CARRIED.format(exercises_in_words(self.by_itself.comes_from), those)
            message = f"{origin} {self._message(verdict, notebook)}".strip()
            return Criterion(test, title, "carried", earned, points, message)
        earned = points if verdict.status == "passed" else 0.0
        message = self._message(verdict, notebook)
        return Criterion(test, title, verdict.status, earned, points, message, verdict.picture)

    def _message(self, verdict: Verdict, notebook: Notebook) -> str:
        if verdict.error:
            message = explain(verdict.error, self.exercise, notebook)
        else:
            message = f"{verdict.message} {about_shapes(verdict.message, self.exercise, notebook)}".strip()
        return f"With {verdict.case}: {message}" if verdict.case and message else message


def _explained(result: SuiteResult, by_itself: ByItself | None) -> tuple[Diagnosis | None, str]:
    """A misconception is named where it is made: what an earlier exercise does to this one is left out of it.

    Where nothing has a name, how the failed tests were answered in place of it. Neither where what was exchanged is too
    much to look for one in. The record is let go of.
    """
    own = by_itself.result if by_itself else result
    try:
        return _found(result.exercise, own) if own.has_failed else (None, "")
    finally:
        result.calls.clear()
        own.calls.clear()


def _found(exercise: Exercise, own: SuiteResult) -> tuple[Diagnosis | None, str]:
    """What has explained the same answers before, or what does now."""
    place = (load_module(exercise.folder, MISCONCEPTIONS), *own.endings)
    if place in _explanations:
        _explanations.move_to_end(place)
        return _explanations[place]
    if not all(record.is_whole for record in own.calls):
        return None, ""
    try:
        with bounded(WHY_S):
            diagnosis = diagnose(exercise, own.calls)
            failed = [record for record in own.calls if record.has_failed]
            found = diagnosis, "" if diagnosis else behaviour_of(exercise, failed)
    except (Overrun, MemoryError):
        return None, ""
    if all(own.endings):
        _explanations[place] = found
        if len(_explanations) > KEPT_EXPLANATIONS:
            _explanations.popitem(last=False)
    return found
