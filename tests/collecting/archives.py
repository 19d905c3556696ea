"""Archives as learning platforms make them, and a course to collect them into."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.collecting.collect import Collected, Wanted, collect
from autograder.collecting.placing import Place

ASSIGNMENTS = ("backprop", "dropout", "deep_supervision")


def notebook(text: str) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [], "said": text}).encode()


def zipped(files: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    pairs = files.items() if isinstance(files, Mapping) else files
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def collected(course: Path, source: str, archive: bytes, **options: object) -> Collected:
    """What becomes of an archive; options of `Wanted` and of `Place` by name."""
    path = course / "export.zip"
    path.write_bytes(archive)
    rules = {name: options.pop(name) for name in ("replace", "dry_run") if name in options}
    wanted = Wanted(source, ASSIGNMENTS, **options)  # type: ignore[arg-type]
    return collect(path, wanted, Place(course, **rules))  # type: ignore[arg-type]


def placed(course: Path) -> dict[str, str]:
    """What lies in `submitted`, by path; a notebook as the text that it was made of."""
    files = sorted(path for path in (course / "submitted").rglob("*") if path.is_file())
    return {str(path.relative_to(course / "submitted")): _text(path) for path in files}


def _text(path: Path) -> str:
    text = path.read_text()
    return json.loads(text)["said"] if text.startswith("{") else text.strip()


def left(result: Collected) -> dict[str, str]:
    return {each.path: each.why for each in result.left} | {
        each.path: each.why for each in result.outcomes if each.status == "kept"
    }
