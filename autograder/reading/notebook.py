"""A notebook file as cells: bounded, without executing or following anything, with sentences for people.

UTF-8 with or without a mark at its beginning, UTF-16 and UTF-32 are all JSON, and all read; so is a file behind whose
end a synchronised folder has left zeros.
Errors: `UnreadableSubmission`, a sentence that says what is wrong with the file and what its owner can do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from autograder.errors import UnreadableSubmission
from autograder.reading.files import CLEAR, read_bytes
from autograder.sandbox.inside.values import whole_text

__all__ = ["NotebookCell", "RawNotebook", "as_raw", "parsed", "read_notebook"]

MAX_CELLS = 5_000
# A few bytes of JSON can become a hundred of memory: what opens or separates values is counted before parsing.
MAX_PARTS = {b"{": 500_000, b"[": 500_000, b",": 8_000_000, b'"': 16_000_000}
KINDS = ("code", "markdown", "raw")


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
    return as_raw(parsed(path.name, read_bytes(path)), path.name)


def as_raw(data: Any, name: str) -> RawNotebook:
    """Parsed JSON (or nbformat's NotebookNode) as a RawNotebook; `name` is for the sentence of UnreadableSubmission."""
    if not isinstance(data, dict) or not _is_format(data.get("nbformat")):
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


def _is_format(version: Any) -> bool:
    return type(version) is int and 1 <= version < 100


def parsed(name: str, content: bytes) -> Any:
    """A file's JSON, where that takes no more memory than it may. Raises UnreadableSubmission."""
    if not content.strip():
        raise UnreadableSubmission(f"{name} is empty: nothing was saved.")
    if any(content.count(mark) > most for mark, most in MAX_PARTS.items()):
        raise UnreadableSubmission(f"{name} has too many parts: {CLEAR}")
    try:
        return json.loads(content.decode(json.detect_encoding(content), "surrogatepass").rstrip("\0"))
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
        whole_text(name): {
            whole_text(mime): whole_text(value) for mime, value in _mapping(bundle).items() if isinstance(value, str)
        }
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


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """A notebook's text: a string, or a list of its lines, which an editor may have ended as Windows does."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    return whole_text(value).replace("\r\n", "\n") if isinstance(value, str) else ""
