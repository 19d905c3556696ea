"""chainrule zero: 0 points without a hand-in, with a page that says why."""

from __future__ import annotations

import argparse
from argparse import Namespace
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from autograder.commands.options import add_course, course_of, exercises_of
from autograder.errors import UsageError
from autograder.spec import load_assignment
from autograder.spec.fields import suggest

HELP = "give 0 to who has handed in nothing, or nothing that can be graded; a later hand-in takes its place"
EXAMPLE = """chainrule zero dropout --not-handed-in --dry-run
  chainrule zero dropout ada --reason "Withdrawn by the examination board."
  chainrule zero dropout ada --undo"""

GRADABLE = "has handed in what can be graded: `chainrule grade {}`"
ELSEWHERE = "may have handed in: {} Put it in its place, or name the student to give 0 all the same"
HAS_TIME = "has time until {:%Y-%m-%d %H:%M} UTC: name the student to give 0 all the same"
NOBODY = "there is nobody in the gradebook or in submitted/; `nbgrader db student import students.csv` enters the class"
Said = dict[str, str]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("assignment", metavar="ASSIGNMENT")
    parser.add_argument("students", nargs="*", metavar="STUDENT")
    parser.add_argument(
        "--not-handed-in", action="store_true", help="everybody in the gradebook who has handed in nothing"
    )
    parser.add_argument(
        "--unreadable", action="store_true", help="everybody whose hand-in cannot be read, as the table says"
    )
    parser.add_argument("--reason", metavar="TEXT", default="", help="what the page says in place of what is found")
    parser.add_argument("--undo", action="store_true", help="take the 0 of these students back")
    parser.add_argument("--dry-run", action="store_true", help="say who it would be, and write nothing")
    add_course(parser)


def run(options: Namespace) -> int:
    from autograder.nbgrader_plugin.hand_ins import why_ungradable
    from autograder.nbgrader_plugin.recording import export_csv
    from autograder.nbgrader_plugin.zeros import Zeroing

    course, assignment = course_of(options), load_assignment(options.assignment, exercises_of(options))
    _check(options)
    with Zeroing.opened(course, assignment.name, assignment.title) as zeroing:
        if options.undo:
            refused = zeroing.take_back(options.students)
            reasons = dict.fromkeys(options.students, "has no score again")
        else:
            found = why_ungradable(course, assignment, zeroing.students)
            _refuse_unknown(options.students, found)
            reasons, refused = _chosen(options, found, set(zeroing.given), zeroing.due)
            if not options.dry_run:
                refused |= zeroing.give(reasons)
    if not options.dry_run:
        export_csv(course, course / "grades.csv")
    return _tell(reasons, refused)


def _check(options: Namespace) -> None:
    by_state = options.not_handed_in or options.unreadable
    if not options.students and not by_state:
        raise UsageError("whom? name students, or say --not-handed-in or --unreadable")
    if options.undo and (by_state or options.dry_run or options.reason):
        raise UsageError("--undo takes names of students and no other option")


def _refuse_unknown(students: Sequence[str], known: Collection[str]) -> None:
    """A slip of the hand makes no new student, and a class that was not entered no silence. Raises UsageError."""
    if not students and not known:
        raise UsageError(NOBODY)
    for student in students:
        if student not in known:
            remedy = suggest(student, known) if known else "`nbgrader db student add ID` enters one"
            raise UsageError(f"{student} is neither in the gradebook nor in submitted/; {remedy}")


def _chosen(
    options: Namespace, found: Mapping[str, tuple[str, str]], given: set[str], due: Mapping[str, datetime]
) -> tuple[Said, Said]:
    """The reason for each student who is meant, and why others who were meant are refused.

    Args:
        due: until when, of those who still have time.
    """
    states = {"nothing": "nothing", "elsewhere": "nothing", "unreadable": "unreadable"}
    wanted = {
        name
        for name, is_wanted in (("nothing", options.not_handed_in), ("unreadable", options.unreadable))
        if is_wanted
    }
    meant = {student for student, (state, _) in found.items() if states.get(state) in wanted and student not in given}
    reasons: Said = {}
    refused: Said = {}
    for student in sorted(meant | set(options.students)):
        state, why = found[student]
        if state == "gradable":
            refused[student] = GRADABLE.format(options.assignment)
        elif state == "elsewhere" and student not in options.students:
            refused[student] = ELSEWHERE.format(why)
        elif student in due and student not in options.students:
            refused[student] = HAS_TIME.format(due[student])
        else:
            reasons[student] = options.reason or why
    return reasons, refused


def _tell(reasons: Mapping[str, str], refused: Mapping[str, str]) -> int:
    from autograder.reports.wording import printable

    done = {student: reason for student, reason in reasons.items() if student not in refused}
    for student, said in (*done.items(), *refused.items()):
        print(printable(f"{student}: {said}"))
    if not done and not refused:
        print("nobody")
    return int(bool(refused))
