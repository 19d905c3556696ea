"""nbgrader records what the hidden suites found: gradebook, feedback pages and exports work as its users know them.

`configure` makes any nbgrader course such a course; `record` does for a class, in one process, what
`nbgrader autograde` and the formgrader's button do for one student through the same classes.
"""

from autograder.nbgrader_plugin.configuration import configure
from autograder.nbgrader_plugin.exporter import SubmissionExporter
from autograder.nbgrader_plugin.feedback import write_feedback
from autograder.nbgrader_plugin.grades_csv import UngradedAwareCsv
from autograder.nbgrader_plugin.grading import grade_class
from autograder.nbgrader_plugin.preprocessor import GradeWithHiddenSuites
from autograder.nbgrader_plugin.recording import export_csv, record

__all__ = ["GradeWithHiddenSuites", "SubmissionExporter", "UngradedAwareCsv", "configure"]
__all__ += ["export_csv", "grade_class", "record", "write_feedback"]
