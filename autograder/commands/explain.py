"""chainrule explain: an appeal, with everything that a student does not see."""

from __future__ import annotations

import argparse
import sys
from argparse import Namespace
from pathlib import Path

from autograder.commands.options import (
    add_course,
    add_unsandboxed,
    course_of,
    exercise_folder,
    exercises_of,
    for_staff,
    write_for_staff,
)
from autograder.errors import UsageError
from autograder.spec import Exercise, find_assignments, load_assignment, load_exercise
from autograder.spec.fields import suggest

HELP = "grade one answer again and show staff everything: inputs, answer, expected value, traceback, misconception"
EXAMPLE = "chainrule explain ada dropout/dropout\n  chainrule explain ada dropout/dropout test_p_zero --cell appeal.py"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("student", metavar="STUDENT")
    parser.add_argument("exercise", metavar="EXERCISE", help="ASSIGNMENT/EXERCISE, or its name alone")
    parser.add_argument("criterion", metavar="CRITERION", nargs="?", help="one hidden test; all that failed otherwise")
    parser.add_argument("--assignment", metavar="A", help="whose exercise it is, where several have one of that name")
    parser.add_argument(
        "--cell",
        type=Path,
        metavar="FILE",
        help="also write a notebook cell that reproduces the first of them in the student's kernel; - prints it alone",
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    add_unsandboxed(parser)
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.appeals.cell import notebook_cell
    from autograder.appeals.look import look_again
    from autograder.appeals.told import as_json, as_text

    course, exercise = course_of(options), _exercise(options)
    file = for_staff(options.cell, course, "--cell") if options.cell else None
    criteria = [_criterion(exercise, options.criterion)] if options.criterion else []
    evidence = look_again(course, options.student, exercise, criteria, unsandboxed=options.unsandboxed)
    cell = notebook_cell(evidence, evidence.tests[0]) if evidence.tests else ""
    if file == Path("-"):
        sys.stdout.write(cell)
        return 0
    print(as_json(evidence) if options.json else as_text(evidence))
    if file:
        write_for_staff(file, cell, "--cell")
    return 0


def _exercise(options: Namespace) -> Exercise:
    root, name = exercises_of(options), options.exercise
    if "/" in name:
        return load_exercise(exercise_folder(name, root))
    assignments = [options.assignment] if options.assignment else find_assignments(root)
    all_there = [exercise for each in assignments for exercise in load_assignment(each, root).exercises]
    found = [exercise for exercise in all_there if exercise.name == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"{' and '.join(e.key for e in found)} are both called {name}: write which one is meant")
    raise UsageError(f"no exercise is called {name}; {suggest(name, [exercise.name for exercise in all_there])}")


def _criterion(exercise: Exercise, name: str) -> str:
    found = [test for test in exercise.points if name in (test, test.removeprefix("test_"))]
    if not found:
        raise UsageError(f"{exercise.key} has no criterion {name}; {suggest(name, exercise.points)}")
    return found[0]
