"""A student's cell becomes code: IPython's magics are dropped where they stop Python from reading it."""

from __future__ import annotations

import re
import types

__all__ = ["compile_cell"]

MAX_MAGICS = 200
MAGIC = re.compile(r"^\s*(%|!|\?)|\?\s*$")
ASSIGNED_MAGIC = re.compile(r"^(\s*[\w, ]+=)\s*[%!].*$")
CELL_MAGICS_OF_PYTHON = ("%%time", "%%timeit", "%%capture", "%%prun", "%%python3", "%%python")


def compile_cell(source: str, filename: str) -> types.CodeType:
    """The code of a cell, line for line where its author wrote it. Raises SyntaxError."""
    if source.lstrip().startswith("%%"):
        magic, _, rest = source.lstrip().partition("\n")
        source = "\n" + rest if magic.split()[0] in CELL_MAGICS_OF_PYTHON else ""
    lines = source.split("\n")
    for _ in range(MAX_MAGICS):
        try:
            return compile("\n".join(lines), filename, "exec", dont_inherit=True)
        except SyntaxError as error:
            if not _drop_magic(lines, error.lineno):
                raise
    raise SyntaxError("too many magics")


def _drop_magic(lines: list[str], number: int | None) -> bool:
    """Replace a magic in line `number` by something that does nothing; False when there is none."""
    if number is None or not 1 <= number <= len(lines):
        return False
    line = lines[number - 1]
    if assigned := ASSIGNED_MAGIC.match(line):
        lines[number - 1] = assigned[1] + " None"
    elif MAGIC.search(line):
        lines[number - 1] = line[: len(line) - len(line.lstrip())] + "pass"
    return lines[number - 1] != line
