"""Each command block of the docs is run, page by page, in a copy of the course; CONTRIBUTING says how."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.blocks import OTHER_LANGUAGES, blocks_of, fences_of
from tests.docs.scratch import Scratch

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *sorted((CHECKOUT / "docs").glob("**/*.md"))]
OURS = re.compile(r"(\.venv/bin/|(chainrule|nbgrader|make) )[a-z]")


@pytest.mark.parametrize("page", [page for page in PAGES if blocks_of(page)], ids=lambda page: page.name)
def test_the_commands_of_a_page_work(page: Path, scratch: Scratch) -> None:
    said = [f"{page.name}, line {block.line}: {text}" for block in blocks_of(page) for text in scratch.run(block)]
    assert not said, "\n\n".join(said)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_command_hides_in_a_block_of_another_kind(page: Path) -> None:
    for block in fences_of(page):
        assert block.language in {"sh", *OTHER_LANGUAGES}, f"{page.name}, line {block.line}: say sh"
        hidden = [line for line in block.lines if block.language != "sh" and OURS.match(line)]
        assert not hidden, f"{page.name}, line {block.line}: a command belongs into a block that says sh"


@pytest.mark.parametrize(
    ("text", "fails"),
    [
        ("chainrule kit dropout  # a zip", False),
        (".venv/bin/chainrule kit no_such", True),
        ("chainrule kit dropout --no-such", True),
        (".venv/bin/chainrule kit no_such || true  # a fault, and no other result", True),
        ("nbgrader db assignment list", False),
        ("nbgrader generate_assignment no_such", True),
        ("nbgrader generate_assignment no_such || true", False),
        ("test -f students.csv", False),
        ("test -f no_such_file", True),
        ("cat > a.txt <<'END'\nmake lab's day\nEND\ngrep -q lab a.txt", False),
        ("false; true", True),
        ("make lab", False),
        ("OPENBLAS_NUM_THREADS=1 .venv/bin/dask worker tcp://10.0.0.1:8786", False),
        ("make no-such-target", True),
        ("chainrule watch dropout --per-hour 3", False),
        ("chainrule watch --no-such", True),
    ],
)
def test_what_fails_is_found(scratch: Scratch, tmp_path: Path, text: str, *, fails: bool) -> None:
    """Of the runner itself."""
    page = tmp_path / "page.md"
    page.write_text(f"# A page\n\n```sh\n{text}\n```\n")
    [block] = blocks_of(page)
    assert bool(scratch.run(block)) == fails
