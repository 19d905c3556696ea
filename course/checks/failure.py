"""The one exception of this package, and how its text is put together."""

import textwrap
from dataclasses import dataclass, replace

RED, PLAIN = "\x1b[1;31m", "\x1b[0m"
WIDTH = 100


class CheckFailure(AssertionError):
    """A value is not what it should be.

    Attributes:
        full: the message with expected and got numbers; also `str(failure)`.
        public: the same without any number of the data: what, where, how many, shapes, dtypes, a constant factor.
        picture: None, or a dict `kind="heatmap"`, `rows` (lists of floats in 0..1, 1 is the largest error), `caption`.
    """

    def __init__(self, full: str, public: str = "", picture: dict[str, object] | None = None) -> None:
        super().__init__(full)
        self.full = full
        self.public = public or full
        self.picture = picture

    def _render_traceback_(self) -> list[str]:
        """What Jupyter prints in place of a traceback."""
        mark, *rest = textwrap.wrap(f"✗ {self.full}", WIDTH, subsequent_indent="  ", break_long_words=False)
        return [f"{RED}{mark}{PLAIN}", *rest]


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being checked, and the words that go with it when it fails.

    Attributes:
        name: how the student knows the value, such as `dW`.
        like: the value whose shape it must share, such as `W`.
        hint: where to look when it is wrong.
        lecture: id of the lecture concept, such as `B4`.
    """

    name: str = "the value"
    like: str = ""
    hint: str = ""
    lecture: str = ""

    def part(self, index: object) -> "Subject":
        """The same words for one entry of a dict or tuple, named `grads['W1']` or `grads[0]`."""
        return replace(self, name=f"{self.name}[{index!r}]", like="")

    def fail(
        self, public: str, numbers: str = "", advice: str = "", picture: dict[str, object] | None = None
    ) -> CheckFailure:
        """The failure that says `public`, in full followed by `numbers`, then advice, hint and lecture.

        Args:
            public: a sentence that begins after the name and has no full stop, such as `is None`.
            numbers: what may only be said where the data is visible, such as `: expected 1, got 2`.
            advice: whole sentences that follow from this kind of mistake.
            picture: see `CheckFailure`.
        """
        tail = [advice, self.hint, f"(lectures {self.lecture})" if self.lecture else ""]
        ending = " ".join(part for part in tail if part)
        return CheckFailure(
            f"{self.name} {public}{numbers}. {ending}".rstrip(),
            f"{self.name} {public}. {ending}".rstrip(),
            picture,
        )


def subject(name: str, like: str, hint: str, lecture: str) -> Subject:
    """A subject from the words of a check's call; without a name it is called `the value`."""
    return Subject(name or "the value", like, hint, lecture)


def count(number: int, total: int) -> str:
    """`3 of 15 entries`, `all 15 entries`.

    >>> count(3, 15), count(15, 15)
    ('3 of 15 entries', 'all 15 entries')
    """
    return f"all {total} entries" if number == total else f"{number} of {total} entries"


def place(index: tuple[int, ...]) -> str:
    """An index as it is written in code.

    >>> place((0, 2))
    '[0, 2]'
    """
    return "[" + ", ".join(str(int(i)) for i in index) + "]"
