"""What nbgrader_config.py sets, and the configured parts of nbgrader for use from Python."""

from __future__ import annotations

import contextlib
import logging
import sys
import traceback
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbgrader
from nbgrader.apps.baseapp import NbGrader
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import make_url
from traitlets.config import Config

from autograder.errors import SpecError
from autograder.nbgrader_plugin.internals import mend_nbgrader

__all__ = ["CONFIG", "Outcomes", "configure", "importable", "last_word", "nbgrader_app", "quiet_log", "with_patience"]

Outcomes = dict[str, str | None]

HERE = "autograder.nbgrader_plugin"
CONFIG = "nbgrader_config.py"
REMEDY = "mend it first: nbgrader alone would go on without the whole file, hidden suites and sandbox included"
LOCK_TIMEOUT = "-c lock_timeout=20s"
NBGRADER = "nbgrader.preprocessors"


def configure(config: Config) -> None:
    """Put the hidden suites where nbgrader executes notebooks, and a careful reader where it opens them.

    ClearOutput, DeduplicateIds and CheckCellMetadata are not needed: the reader restores every cell from the source,
    which nbgrader has checked when the gradebook learnt it. A feedback page is written anew each time, and not passed
    over because there is one: somebody may have graded by hand meanwhile.
    """
    mend_nbgrader()
    config.GenerateFeedback.force = True
    config.Autograde.exporter_class = f"{HERE}.exporter.SubmissionExporter"
    config.Autograde.sanitize_preprocessors = [f"{NBGRADER}.OverwriteKernelspec", f"{NBGRADER}.OverwriteCells"]
    config.Autograde.autograde_preprocessors = [
        f"{HERE}.preprocessor.GradeWithHiddenSuites",
        f"{NBGRADER}.IgnorePattern",
        "nbconvert.preprocessors.ClearMetadataPreprocessor",
        f"{NBGRADER}.LimitOutput",
        f"{NBGRADER}.SaveAutoGrades",
        f"{HERE}.marks.ReconsiderMarks",
        f"{NBGRADER}.AssignLatePenalties",
        f"{HERE}.finished.RememberRecord",
    ]
    config.GenerateFeedback.exporter_class = f"{HERE}.page.PageExporter"
    config.GenerateFeedback.preprocessors = [
        f"{HERE}.penalties.CurrentPenalty",
        f"{HERE}.shown.ShowAllowed",
        f"{HERE}.page.PageGrades",
        "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
    ]
    _set_page(config.GenerateFeedback.HTMLExporter)
    config.HTMLExporter.preprocessors = [f"{HERE}.model_answers.ShowModelAnswers", f"{HERE}.whose.EscapeNames"]
    config.HTMLExporter.filters = {  # of the formgrader's page too
        "markdown2html": f"{HERE}.sanitised.safe_markdown",
        "highlight_code": f"{HERE}.sanitised.safe_code",
        "clean_html": f"{HERE}.sanitised.safe_raw",  # on both pages raw cells alone pass through it
    }
    config.ExportApp.plugin_class = f"{HERE}.grades_csv.UngradedAwareCsv"


def _set_page(exporter: Any) -> None:
    """nbgrader's feedback template, and ours that extends it, for GenerateFeedback alone."""
    formgrader = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader"
    styles = formgrader / "static" / "node_modules" / "bootstrap" / "dist" / "css"
    exporter.template_name = "chainrule"
    exporter.extra_template_basedirs = [str(Path(__file__).parent / "templates")]
    exporter.extra_template_paths = [str(formgrader), str(styles)]


class _Quiet(logging.Handler):
    """Keeps nbgrader's log in memory: what matters of it is told in one sentence per student."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextlib.contextmanager
def quiet_log() -> Iterator[tuple[logging.Logger, list[str]]]:
    """A logger for nbgrader and the warnings and errors that it has been given."""
    logger = logging.Logger("chainrule.nbgrader", logging.WARNING)
    handler = _Quiet()
    logger.addHandler(handler)
    yield logger, handler.lines


def last_word(lines: Iterable[str]) -> str:
    """The exception at the end of a logged traceback."""
    tracebacks = [line for line in lines if line.startswith("Traceback")]
    return tracebacks[-1].strip().split("\n")[-1] if tracebacks else ""


@contextlib.contextmanager
def nbgrader_app(course: Path, logger: logging.Logger) -> Iterator[tuple[NbGrader, CourseDirectory]]:
    """nbgrader as configured in `course`, and its course directory. The working directory is the course's meanwhile.

    Raises SpecError for a configuration that cannot be loaded; nbgrader would go on without it.
    """
    with contextlib.chdir(course), importable(course), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # nbgrader and SQLAlchemy about each other
        app = NbGrader(log=logger)
        app.raise_config_file_errors = True
        configure(app.config)
        try:
            app.load_config_file()
            app.config.CourseDirectory.root = str(course)
            coursedir = CourseDirectory(parent=app)
            coursedir.db_url = with_patience(coursedir.db_url)
        except (Exception, SystemExit) as error:  # traitlets ends the process over a value that it does not take
            raise _config_error(course / CONFIG, error) from error
        yield app, coursedir


def with_patience(db_url: str) -> str:
    """PostgreSQL would let us wait for ever where somebody else holds a table; SQLite gives up after a while."""
    url = make_url(db_url)
    if url.get_backend_name() != "postgresql" or "options" in url.query:
        return db_url
    return url.update_query_dict({"options": LOCK_TIMEOUT}).render_as_string(hide_password=False)


@contextlib.contextmanager
def importable(course: Path) -> Iterator[None]:
    """Plugins of the course stand in its folder, where nbgrader's own commands find them."""
    sys.path.insert(0, str(course))
    try:
        yield
    finally:
        with contextlib.suppress(ValueError):
            sys.path.remove(str(course))


def _config_error(path: Path, error: BaseException) -> SpecError:
    """The file and the line to mend: the course's, or that of another file which nbgrader reads with it."""
    if isinstance(error, SystemExit) and error.__context__ is not None:
        error = error.__context__
    found = [(Path(frame.filename), frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        found.append((Path(error.filename), error.lineno))
    file, line = next(((file, line) for file, line in reversed(found) if file.name.endswith("_config.py")), (path, 0))
    said = error.msg if isinstance(error, SyntaxError) else error
    return SpecError(file, f"line {line}" if line else "", f"{type(error).__name__}: {said}", REMEDY)
