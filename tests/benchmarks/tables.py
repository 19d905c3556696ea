"""The benchmark's measurements as Markdown tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]

GRADED, WHOLE, WITH_PAGES = "graded", "whole notebook", "whole notebook and feedback page"
SCORED = (GRADED, WHOLE)


def tables(found: Mapping[str, Any]) -> str:
    """Everything that was measured."""
    return "\n".join(_lines(found))


def _lines(found: Mapping[str, Any]) -> Iterator[str]:
    results = found["results"]
    yield "Machine: " + ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    yield "\n### Seconds per submission\n"
    yield from _pairs(results)
    yield "\n### Per class and per submission: the line through the smallest and the largest class\n"
    yield from _slopes(results)
    yield "\n### Peak memory of the largest process of each kind, MB\n"
    yield from _memory(results)
    yield "\n### Where chainrule's time goes, ms of a processor per submission, in one warm process and its boxes\n"
    yield from _split(found["split_ms"])
    yield "\n" + "; ".join(f"{name} {value:.1f} ms" for name, value in found["box_ms"].items())
    differing = [f"- {result['assignment']}: {line}" for result in results for line in result["differing"]]
    cells = sum(result["students"] for result in results if result["what"] in SCORED and result["grader"] == "stock")
    yield "\n".join(
        [f"\nSubmissions whose scores were compared, cell by cell: {cells}; differing: {len(differing)}.", *differing]
    )


def _pairs(results: Sequence[Result]) -> Iterator[str]:
    yield "| what | assignment | students | stock wall | chainrule wall | ratio | stock CPU | chainrule CPU | ratio |"
    yield "|---|---|---|---|---|---|---|---|---|"
    rows: dict[tuple[Any, ...], dict[str, Result]] = {}
    for result in results:
        rows.setdefault((result["what"], result["assignment"], result["students"]), {})[result["grader"]] = result
    for (what, assignment, students), pair in rows.items():
        cells = [*_numbers(pair, "wall_s", students), *_numbers(pair, "cpu_s", students)]
        yield f"| {' | '.join([what, assignment, str(students), *cells])} |"


def _numbers(pair: Mapping[str, Result], field: str, students: int) -> list[str]:
    stock, ours = (pair[grader][field] / students if grader in pair else None for grader in ("stock", "chainrule"))
    ratio = f"{stock / ours:.1f}" if stock and ours else ""
    return [f"{value:.3f}" if value else "" for value in (stock, ours)] + [ratio]


def _slopes(results: Sequence[Result]) -> Iterator[str]:
    yield "| assignment | grader | once, s | each further submission, s | CPU once, s | CPU each, s |"
    yield "|---|---|---|---|---|---|"
    graded = [result for result in results if result["what"] == GRADED]
    for assignment in dict.fromkeys(result["assignment"] for result in graded):
        for grader in ("stock", "chainrule"):
            runs = [r for r in graded if (r["assignment"], r["grader"]) == (assignment, grader)]
            few, many = min(runs, key=lambda r: r["students"]), max(runs, key=lambda r: r["students"])
            if few["students"] < many["students"]:
                lines = [value for field in ("wall_s", "cpu_s") for value in _line(few, many, field)]
                yield f"| {assignment} | {grader} | " + " | ".join(f"{value:.3f}" for value in lines) + " |"


def _line(few: Result, many: Result, field: str) -> tuple[float, float]:
    slope = (many[field] - few[field]) / (many["students"] - few["students"])
    return few[field] - slope * few["students"], slope


def _memory(results: Sequence[Result]) -> Iterator[str]:
    roles = sorted({role for result in results for role in result["peak_mb"] if role != "other"})
    yield f"| grader | assignment | {' | '.join(roles)} |\n|---|---|{'---|' * len(roles)}"
    for grader in ("stock", "chainrule"):
        for assignment in dict.fromkeys(result["assignment"] for result in results):
            runs = [r["peak_mb"] for r in results if (r["assignment"], r["grader"]) == (assignment, grader)]
            peaks = [max((run.get(role, 0.0) for run in runs), default=0.0) for role in roles]
            yield f"| {grader} | {assignment} | " + " | ".join(f"{p:.0f}" if p else "" for p in peaks) + " |"


def _split(parts: Mapping[str, Mapping[str, float]]) -> Iterator[str]:
    yield f"| part | {' | '.join(parts)} |\n|---|{'---|' * len(parts)}"
    for part in dict.fromkeys(name for split in parts.values() for name in split):
        yield f"| {part} | " + " | ".join(f"{split.get(part, 0.0):.1f}" for split in parts.values()) + " |"
    yield "| together | " + " | ".join(f"{sum(split.values()):.1f}" for split in parts.values()) + " |"
