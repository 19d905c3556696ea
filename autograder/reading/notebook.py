"""Reading a notebook that nobody trusts: bounded, without executing or following anything, with sentences for people.

Errors: `UnreadableSubmission`, a sentence that says what is wrong with the file and what its owner can do.
"""

from __future__ import annotations

import ast
import errno
import json
import os
import re
import stat
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import UnreadableSubmission

__all__ = ["NotebookCell", "RawNotebook", "as_raw", "looks_like_python2", "read_notebook"]
__all__ += ["refuse_links", "without_magics"]

MAX_BYTES = 100_000_000
MAX_CELLS = 5_000
# A few bytes of JSON can become a hundred of memory: what opens or separates values is counted before parsing.
MAX_PARTS = {b"{": 500_000, b"[": 500_000, b",": 8_000_000, b'"': 16_000_000}
CLEAR = "choose 'Clear Outputs of All Cells', save, and hand in again."
KINDS = ("code", "markdown", "raw")
CELL_MAGICS_KEPT = ("%%time", "%%timeit", "%%capture")
MAX_PARSED = 200_000
PYTHON2 = re.compile(r"^[ \t]*(?:print|exec)[ \t]+[^ \t=(]|^[ \t]*except\b[^\n]*,", re.MULTILINE)
MAGIC = re.compile(r"^([ \t]*)(?:[%!?].*|[\w.]+\?{1,2}[ \t]*)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class NotebookCell:
    """One cell as it was submitted. Outputs and tags are not kept: nothing in grading may depend on them."""

    kind: str
    source: str
    grade_id: str | None
    nbgrader: Mapping[str, Any]
    attachments: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class RawNotebook:
    """The cells of a notebook file of any format version, and what its metadata says about itself."""

    cells: tuple[NotebookCell, ...]
    nbformat: int
    language: str


def read_notebook(path: Path) -> RawNotebook:
    """The notebook at `path`. Raises UnreadableSubmission."""
    return as_raw(_parse(path.name, _read_bounded(path)), path.name)


def refuse_links(folder: Path) -> None:
    """nbgrader copies what lies beside the notebook, and would follow a link to a file that is not the student's."""
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            if os.path.islink(os.path.join(parent, name)):
                raise UnreadableSubmission(f"{name} is a link; hand in the file itself.")


def as_raw(data: Any, name: str) -> RawNotebook:
    """Parsed JSON (or nbformat's NotebookNode) as a RawNotebook; `name` is for the sentence of UnreadableSubmission."""
    if not isinstance(data, dict) or not isinstance(data.get("nbformat"), int):
        raise UnreadableSubmission(f"{name} is not a Jupyter notebook: save it again in JupyterLab.")
    metadata = _mapping(data.get("metadata"))
    cells = data.get("cells")
    if data["nbformat"] < 4 and isinstance(data.get("worksheets"), list):
        cells = [cell for sheet in data["worksheets"] for cell in _mapping(sheet).get("cells") or ()]
    if not isinstance(cells, list):
        raise UnreadableSubmission(f"{name} has no list of cells: save it again in JupyterLab.")
    if len(cells) > MAX_CELLS:
        raise UnreadableSubmission(f"{name} has {len(cells)} cells; {MAX_CELLS} are the most that are graded.")
    return RawNotebook(tuple(_cell(cell) for cell in cells), data["nbformat"], _language(metadata))


def _read_bounded(path: Path) -> bytes:
    """At most MAX_BYTES of a regular file. Links are not followed and a pipe is not waited for."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reasons = {errno.ELOOP: "is a link; hand in the notebook itself", errno.ENOENT: _missing(path)}
        reason = reasons.get(error.errno or 0, f"cannot be opened ({error.strerror})")
        raise UnreadableSubmission(f"{path.name} {reason}.") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise UnreadableSubmission(f"{path.name} is not an ordinary file.")
    with os.fdopen(handle, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise UnreadableSubmission(f"{path.name} is larger than {MAX_BYTES // 1_000_000} MB: {CLEAR}")
    return content


def _missing(path: Path) -> str:
    """Says what is there in its place: most often the browser's second copy."""
    there = sorted(other.name for other in path.parent.glob("*.ipynb"))
    return f"is missing; there is {there[0]!r}, which has to be renamed" if there else "is missing"


def _parse(name: str, content: bytes) -> Any:
    if not content.strip():
        raise UnreadableSubmission(f"{name} is empty: nothing was saved.")
    if any(content.count(mark) > most for mark, most in MAX_PARTS.items()):
        raise UnreadableSubmission(f"{name} has too many parts: {CLEAR}")
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        remedy = "the file was cut off or edited as text; export it again from JupyterLab"
        raise UnreadableSubmission(f"{name} is not valid JSON{where}: {remedy}.") from error


def _cell(data: Any) -> NotebookCell:
    data = _mapping(data)
    kind = data.get("cell_type")
    nbgrader = _mapping(_mapping(data.get("metadata")).get("nbgrader"))
    return NotebookCell(
        kind=kind if kind in KINDS else "markdown",
        source=_text(data.get("source", data.get("input"))),
        grade_id=_text(nbgrader.get("grade_id")) or None,
        nbgrader=MappingProxyType(nbgrader),
        attachments=_attachments(data.get("attachments")),
    )


def _attachments(data: Any) -> dict[str, Any] | None:
    """Pictures that a written answer shows: name -> {mime type: text}, anything else left out."""
    pictures = {
        name: {mime: value for mime, value in _mapping(bundle).items() if isinstance(value, str)}
        for name, bundle in _mapping(data).items()
    }
    return pictures or None


def _language(metadata: dict[str, Any]) -> str:
    """Such as "python2", "ipython3", or "" where the notebook does not say."""
    kernel, language = _mapping(metadata.get("kernelspec")), _mapping(metadata.get("language_info"))
    version = _text(language.get("version"))
    if version.startswith("2.") and _text(language.get("name")).lower() in ("python", "ipython"):
        return "python2"
    return _text(kernel.get("name")).lower()


def looks_like_python2(source: str) -> bool:
    """Whether a cell fails to parse for the reason that Python 2's print, exec and except statements do."""
    text = _syntax_error(without_magics(source)) if PYTHON2.search(source) else ""
    return "call to 'print'" in text or "call to 'exec'" in text or "multiple exception types must" in text


def without_magics(source: str) -> str:
    """The cell as plain Python: IPython's commands become `pass`, line for line, so that line numbers stay right."""
    if source.startswith("%%"):
        first, _, rest = source.partition("\n")
        return "\n" + rest if first.split()[0] in CELL_MAGICS_KEPT else ""
    if not MAGIC.search(source) or not _syntax_error(source):
        return source
    return MAGIC.sub(r"\1pass", source)


def _syntax_error(source: str) -> str:
    """What the parser says about a cell; "" when it parses."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source[:MAX_PARSED])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return str(error) or type(error).__name__
    return ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """A notebook's text: a string, or a list of its lines."""
    if isinstance(value, list):
        return "".join(part for part in value if isinstance(part, str))
    return value if isinstance(value, str) else ""
