"""What a check raises: a value that is wrong, or a function that is not there yet; and how the text is put together."""

import textwrap
from dataclasses import dataclass, replace

from course.lectures import with_titles

BOLD, PLAIN = "\x1b[1m", "\x1b[0m"  # no colour: red on red is hard to read in a dark theme
WIDTH = 100
FEW_ENTRIES, MANY = 64, 12


class CheckFailure(AssertionError):
    """A value is not what it should be.

    Attributes:
        full: the message with expected and got numbers; also `str(failure)`.
        public: the same without any number of the data: what, where, how many, shapes, dtypes, a constant factor.
        picture: None, or a dict `kind="heatmap"`, `rows` (lists of floats in 0..1, 1 is wrong), `caption`.
        brief: whether the same check can say more when it may ask more.
    """

    brief = False

    def __init__(self, full: str, public: str = "", picture: dict[str, object] | None = None) -> None:
        super().__init__(full)
        self.full = full
        self.public = public or full
        self.picture = picture

    def _render_traceback_(self) -> list[str]:
        """What Jupyter prints in place of a traceback."""
        return _in_place_of_a_traceback(self.full)


class NotWrittenYet(NotImplementedError):
    """A function that a check calls is still the starter."""

    def __init__(self, function: str) -> None:
        super().__init__(not_written(function))

    def _render_traceback_(self) -> list[str]:
        """What Jupyter prints in place of a traceback."""
        return _in_place_of_a_traceback(str(self))


def _in_place_of_a_traceback(text: str) -> list[str]:
    mark, *rest = textwrap.wrap(f"✗ {with_titles(text)}", WIDTH, subsequent_indent="  ", break_long_words=False)
    return [f"{BOLD}{mark}{PLAIN}", *rest]


def not_written(function: str) -> str:
    """What to do about a function that is still the starter."""
    return f"{function} is not written yet. Write it, run its cell, then run this one again."


def raised_in(error: BaseException) -> str:
    """The name of the function that an exception comes from: of the starter, for a NotImplementedError."""
    trace, name = error.__traceback__, ""
    while trace is not None:
        name, trace = trace.tb_frame.f_code.co_name, trace.tb_next
    return name


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


def entries(number: int, total: int) -> str:
    """`3 of 15 entries`, `all 15 entries`.

    >>> entries(3, 15), entries(15, 15)
    ('3 of 15 entries', 'all 15 entries')
    """
    return f"all {total} entries" if number == total else f"{number} of {total} entries"


def roughly(number: int, total: int) -> str:
    """The same where an exact number could be made to carry something: of many entries a share in tenths.

    >>> roughly(3, 15), roughly(1234, 4000), roughly(400, 4000)
    ('3 of 15 entries', 'about 3 tenths of 4000 entries', 'about a tenth of 4000 entries')
    """
    if total <= FEW_ENTRIES or number == total:
        return entries(number, total)
    tenths = round(10 * number / total)
    if not 0 < tenths < 10:
        return f"{'most' if tenths else 'some'} of {total}"
    return f"about {'a tenth' if tenths == 1 else f'{tenths} tenths'} of {total} entries"


def few(number: int) -> str:
    """A count that somebody may have made a mistake in, and `many`.

    >>> few(7), few(70707)
    ('7', 'many')
    """
    return str(number) if number <= MANY else "many"


def index_text(index: tuple[int, ...]) -> str:
    """An index as it is written in code.

    >>> index_text((0, 2))
    '[0, 2]'
    """
    return "[" + ", ".join(str(int(i)) for i in index) + "]"
