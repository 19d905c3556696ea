"""What an instructor reads about a class that was made of an answer."""

from __future__ import annotations

from collections.abc import Iterator

from autograder.authoring.adopt import Adopted, regraded
from autograder.spec import Exercise
from autograder.spec.variants import MISCONCEPTIONS

__all__ = ["told"]

READ = "Read it before you go on: from now on it runs as the course's own code."
NOT_WRITTEN = "Nothing was written, since the proof does not hold with it:"
SEEDS = "The proof has met one seed; `chainrule verify {} --seeds 20` meets more."
WORDS = "Its words are a TODO, and nothing of this exercise is graded until you have written them; then run `{}`."
AGAIN = "The next `chainrule grade` grades again, for everybody: {}. Every other report stays."


def told(adopted: Adopted, exercise: Exercise, *, is_said: bool) -> Iterator[str]:
    """Lines for a terminal.

    Args:
        is_said: whether the words for students are there.
    """
    yield from adopted.text.rstrip("\n").split("\n")
    yield ""
    yield from adopted.difference.split("\n")
    yield ""
    if not adopted.written:
        yield NOT_WRITTEN
        yield from (f"  {problem}" for problem in adopted.problems)
        return
    yield f"It stands in {exercise.folder / MISCONCEPTIONS}, and the proof holds with it. {READ}"
    if not is_said:
        yield WORDS.format(f"chainrule verify {exercise.key}")
    else:
        yield SEEDS.format(exercise.key)
    yield AGAIN.format(", ".join(regraded(exercise)))
