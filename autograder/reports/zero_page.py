"""The feedback page of whoever was given 0 without a hand-in: what, why, and how it changes."""

from __future__ import annotations

from html import escape

from autograder.reports.wording import points_text, printable

__all__ = ["zero_page"]

STYLE = """body{font-family:system-ui,sans-serif;line-height:1.5;color:#1f2328;background:#fff;margin:0}
main{max-width:44rem;margin:3rem auto;padding:0 1.5rem}h1{font-size:1.4rem;margin:0 0 .5rem}
.score{font-size:1.2rem;font-weight:600;color:#c4233b}
.why{border-left:4px solid #bf8700;background:#fff8c5;border-radius:4px;padding:.6rem 1rem;margin:1rem 0}
.later{color:#57606a}"""
LATER = "As soon as a hand-in that can be graded takes its place, its points count in place of this 0. "
LATER += "Whether one is still accepted, your instructor can tell you."


def zero_page(title: str, maximum: float, reason: str) -> str:
    """A page that needs nothing else."""
    shown = escape(printable(title))
    return f"""<!DOCTYPE html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{shown}: 0 points</title>
<style>{STYLE}</style></head>
<body><main>
<h1>{shown}</h1>
<p class="score">0 / {points_text(maximum)} points</p>
<p class="why">{escape(printable(reason))}</p>
<p class="later">{LATER}</p>
</main></body>
</html>
"""
