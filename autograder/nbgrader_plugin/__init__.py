"""nbgrader records what the hidden suites found: gradebook, feedback pages and exports work as its users know them.

`configure` makes any nbgrader course such a course; `record` does for a class, in one process, what
`nbgrader autograde` and the formgrader's button do for one student through the same classes.

Nothing is imported before it is asked for: `grade_class` lets its workers start while nbgrader is still being loaded.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.nbgrader_plugin.configuration import configure
    from autograder.nbgrader_plugin.exporter import SubmissionExporter
    from autograder.nbgrader_plugin.feedback import write_feedback
    from autograder.nbgrader_plugin.grades_csv import UngradedAwareCsv
    from autograder.nbgrader_plugin.grading import grade_class
    from autograder.nbgrader_plugin.notices import find_notices
    from autograder.nbgrader_plugin.penalties import renew_class
    from autograder.nbgrader_plugin.preflight import check_course
    from autograder.nbgrader_plugin.preprocessor import GradeWithHiddenSuites
    from autograder.nbgrader_plugin.recording import export_csv, record

__all__ = ["GradeWithHiddenSuites", "SubmissionExporter", "UngradedAwareCsv", "check_course", "configure"]
__all__ += ["export_csv", "find_notices", "grade_class", "record", "renew_class", "write_feedback"]

PLACES = {
    "GradeWithHiddenSuites": "preprocessor",
    "SubmissionExporter": "exporter",
    "UngradedAwareCsv": "grades_csv",
    "check_course": "preflight",
    "configure": "configuration",
    "export_csv": "recording",
    "find_notices": "notices",
    "grade_class": "grading",
    "record": "recording",
    "renew_class": "penalties",
    "write_feedback": "feedback",
}


def __getattr__(name: str) -> Any:
    if name not in PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{PLACES[name]}"), name)
