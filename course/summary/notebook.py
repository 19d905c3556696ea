"""What the file of a notebook says: its code cells, and the titles of its checks."""

import ast
import json
from pathlib import Path


def code_cells(path: Path) -> tuple[str, ...]:
    """The code cells of a notebook, in their order."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    sources = (cell["source"] for cell in cells if cell["cell_type"] == "code")
    return tuple(source if isinstance(source, str) else "".join(source) for source in sources)


def check_titles(path: Path) -> tuple[str, ...]:
    """The titles of all check cells, in their order."""
    return tuple(title for source in code_cells(path) for title in _titles(source))


def _titles(source: str) -> list[str]:
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a student's own cell, or one with a magic
        return []
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return [title for function in functions for node in function.decorator_list for title in _title(node)]


def _title(node: ast.expr) -> list[str]:
    match node:
        case ast.Call(func=ast.Attribute(attr="check_cell"), args=[ast.Constant(value=str(title))]):
            return [title]
    return []
