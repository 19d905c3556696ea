"""A wrong answer is named when exactly one known-wrong variant answers every call as it does."""

from __future__ import annotations

import re
import textwrap
import weakref

import numpy as np
import pytest

from autograder.errors import SpecError
from autograder.grading.calls import Call
from autograder.grading.diagnosis import diagnose, near, replay
from autograder.grading.diagnosis.observed import Trace
from autograder.grading.diagnosis.replay import Answer, Answers, Replays
from autograder.grading.diagnosis.sameness import same
from autograder.grading.suite import run_suites
from autograder.grading.trusted import TrustedBackend
from autograder.sandbox.backend import Outcome
from autograder.spec import load_exercise
from autograder.spec.variants import load_variants, variant_functions

RANDOM = {
    "solution.py": '''
        import numpy as np

        def scramble(x, rng):
            """x plus noise, and a cache."""
            noise = rng.normal(size=x.shape)
            return x + noise, noise

        def noise_of(cache):
            """The noise that was added."""
            return cache
    ''',
    "test_hidden.py": '''
        import numpy as np
        from course.checks import assert_close

        def test_back(student, rng):
            """What was scrambled comes back."""
            x = rng.normal(size=(200, 30))
            out, cache = student.scramble(x, student.rng(5))
            assert_close(student.noise_of(cache), out - x, atol=1e-9)
            assert abs((out - x).std() - 1) < 0.2, "The noise has the wrong scale."
    ''',
    "misconceptions.py": '''
        import numpy as np
        from autograder.grading.diagnosis import near

        class too_loud:
            """Twice the noise."""
            def scramble(x, rng):
                noise = 2 * rng.normal(size=x.shape)
                return x + noise, noise

        class other_sign:
            """The noise comes back with its sign flipped."""
            def noise_of(cache):
                return -cache

        def observe_scramble(arguments, result):
            return near((result[0] - arguments["x"]).std(), 0.2)

        def observe_noise_of(arguments, result):
            made = arguments["cache"].origin
            return near(((made.result[0] - made.arguments["x"]) * result).mean(), 0.3)
    ''',
    "exercise.toml": """
        title = "Scramble"
        lectures = ["R8"]
        solution = ["solution.py"]
        [functions]
        scramble = "out, cache*"
        noise_of = "noise"
        [points]
        test_back = 1
    """,
}


@pytest.fixture
def random_exercise(folder):
    for name, text in RANDOM.items():
        (folder / name).write_text(textwrap.dedent(text).lstrip())
    return load_exercise(folder)


def diagnosis_of(exercise, functions):
    result = run_suites([exercise], TrustedBackend(functions), seed=11)[0]
    found = diagnose(exercise, result.calls)
    return found.name if found else None


def test_each_variant_is_itself(exercise):
    for variant in load_variants(exercise):
        assert diagnosis_of(exercise, variant_functions(exercise, variant)) == variant.name


def test_randomness_is_compared_by_what_the_folder_observes(random_exercise):
    """Another way to draw the noise is recognised, because the raw numbers are not what is compared."""

    def loud(x, rng):
        noise = np.stack([2 * rng.normal(size=x.shape[1]) for _ in x])[::-1]
        return x + noise, {"mine": noise}

    assert diagnosis_of(random_exercise, {"scramble": loud, "noise_of": lambda cache: cache["mine"]}) == "too_loud"


def test_a_handle_stands_for_the_variants_own_cache(random_exercise):
    def scramble(x, rng):
        noise = rng.normal(size=x.shape)
        return x + noise, ("another layout", noise)

    assert diagnosis_of(random_exercise, {"scramble": scramble, "noise_of": lambda cache: -cache[1]}) == "other_sign"


def test_two_known_mistakes_at_once_are_both_named(random_exercise):
    def scramble(x, rng):
        noise = 2 * rng.normal(size=x.shape)
        return x + noise, noise

    functions = {"scramble": scramble, "noise_of": lambda cache: -cache}
    assert diagnosis_of(random_exercise, functions) == "other_sign+too_loud"
    result = run_suites([random_exercise], TrustedBackend(functions), seed=11)[0]
    told = diagnose(random_exercise, result.calls).message
    assert "(1) The noise comes back with its sign flipped. (2) Twice the noise." in told


def test_an_unknown_mistake_beside_a_known_one_gets_no_name(random_exercise):
    def scramble(x, rng):
        noise = 2 * rng.normal(size=x.shape)
        return x + noise, noise

    assert diagnosis_of(random_exercise, {"scramble": scramble, "noise_of": lambda cache: 0.3 * cache}) is None


HALVES = """

    class steeper_and_higher:
        '''Both sides are wrong.'''
        edits = {"x > 0, x,": "x > 0, 2 * x,", "slope * x)": "3 * slope * x)"}

    class one_side_in_words_of_its_own:
        '''The positive side is wrong.'''
        edits = {"x > 0, x,": "x > 0, 2 * x,"}
"""


def with_variants(exercise, text):
    path = exercise.folder / "misconceptions.py"
    path.write_text(path.read_text() + textwrap.dedent(text))


def told(exercise, functions):
    result = run_suites([exercise], TrustedBackend(functions), seed=11)[0]
    return diagnose(exercise, result.calls)


def test_a_part_of_a_known_mistake_is_named_as_a_part(exercise):
    with_variants(exercise, HALVES)
    found = told(exercise, {"leaky_relu": lambda x, slope=0.01: np.where(x > 0, x, 3 * slope * x)})
    assert found.name == "steeper_and_higher"
    assert found.message == "You have made this mistake in one place and not in another. Both sides are wrong."


def test_a_part_that_is_a_mistake_of_its_own_has_its_own_words(exercise):
    with_variants(exercise, HALVES)
    found = told(exercise, {"leaky_relu": lambda x, slope=0.01: np.where(x > 0, 2 * x, slope * x)})
    assert found.message == "The positive side is wrong."


def test_two_parts_that_answer_alike_give_no_name(exercise):
    other = (
        HALVES
        + """
    class other_steeper:
        '''Something else.'''
        edits = {"x > 0, x,": "x > 0, 5 * x,", "slope * x)": "slope * 3 * x)"}
    """
    )
    with_variants(exercise, other)
    assert told(exercise, {"leaky_relu": lambda x, slope=0.01: np.where(x > 0, x, 3 * slope * x)}) is None


def test_who_stops_is_not_explained_by_parts_or_pairs(exercise):
    """Two of three edits stop with the same exception as the student, for another reason."""
    stops = """

        class written_in_two_steps:
            '''The slope is squared.'''
            edits = {"return np": "steep = slope**2\\nreturn np", "slope * x)": "steep * x)"}
    """
    with_variants(exercise, stops)

    def names_nothing(x, slope=0.01):
        return np.where(x > 0, x, sloop * x)  # noqa: F821

    assert told(exercise, {"leaky_relu": names_nothing}) is None


IN_SINGLE = """
    import numpy as np
    from course.checks import assert_close

    def test_large(student):
        '''Large numbers, float32 ones too.'''
        for dtype in (float, np.float32):
            assert_close(student.leaky_relu(np.array([300.0, -1.0], dtype)), [300.0, -0.01], name="out")
"""


@pytest.mark.parametrize(("inside", "name"), [(None, "overflows"), (float, "overflows"), (np.float16, None)])
def test_who_works_in_doubles_is_named_too(exercise, inside, name):
    """exp(300) is infinite in float32 alone, so the variant is nowhere near this student as long as it stays there."""
    with_variants(
        exercise,
        "\n\nclass overflows:\n    'Too large.'\n    edits = {'x > 0, x,': 'x > 0, np.log(np.exp(x) + 1) + 1,'}\n",
    )
    (exercise.folder / "test_hidden.py").write_text(textwrap.dedent(IN_SINGLE))
    toml = exercise.folder / "exercise.toml"
    toml.write_text(toml.read_text().split("[points]")[0] + "[points]\ntest_large = 1\n")

    def soft(x, slope=0.01):
        x = np.asarray(x, dtype=inside)
        return np.where(x > 0, np.log(np.exp(x) + 1) + 1, slope * x)

    with np.errstate(over="ignore"):
        assert diagnosis_of(load_exercise(exercise.folder), {"leaky_relu": soft}) == name


THREE_VALUES = {
    "solution.py": """
        def split(x):
            \"\"\"Both halves of x, and x.\"\"\"
            return x / 2, x - x / 2, x
    """,
    "test_hidden.py": """
        import numpy as np
        from course.checks import assert_close

        def test_halves(student):
            \"\"\"The halves are halves.\"\"\"
            first, second, x = student.split(np.ones(3))
            assert_close(second, first)
    """,
    "misconceptions.py": """
        class second_half_too_large:
            \"\"\"The second half is three times too large.\"\"\"
            edits = {"return x / 2": "told = x / 2", "x - x / 2, x": "x - x / 2\\nreturn told[0], 3 * told[1], x"}
    """,
}


def test_a_value_too_few_is_not_explained_by_half_of_a_mistake(exercise):
    """One of the two edits alone leaves a value out as well, for another reason."""
    for name, text in THREE_VALUES.items():
        (exercise.folder / name).write_text(textwrap.dedent(text).lstrip())
    toml = (exercise.folder / "exercise.toml").read_text()
    toml = re.sub(
        r"(?s)\[functions\].*", '[functions]\nsplit = "first, second, x"\n\n[points]\ntest_halves = 1\n', toml
    )
    (exercise.folder / "exercise.toml").write_text(toml)
    pair = load_exercise(exercise.folder)
    assert diagnosis_of(pair, {"split": lambda x: (x / 2, 3 * x / 2, x)}) == "second_half_too_large"
    assert diagnosis_of(pair, {"split": lambda x: (x / 2, x / 2)}) is None


def test_a_function_that_is_not_written_yet_keeps_no_other_from_its_name(random_exercise):
    def loud(x, rng):
        noise = 2 * rng.normal(size=x.shape)
        return x + noise, noise

    def noise_of(cache):
        raise NotImplementedError

    assert diagnosis_of(random_exercise, {"scramble": loud, "noise_of": noise_of}) == "too_loud"


def test_forms_of_one_mistake_share_its_name(exercise):
    forms = """

        class bent:
            '''Bent.'''
            edits = ({"slope * x)": "slope * x**2)"}, {"slope * x)": "slope * x**3)"})
    """
    with_variants(exercise, forms)
    for power in (2, 3):
        assert told(exercise, {"leaky_relu": lambda x, slope=0.01, n=power: np.where(x > 0, x, slope * x**n)}).name == (
            "bent"
        )


def test_a_right_answer_gets_no_name(exercise):
    assert diagnosis_of(exercise, {"leaky_relu": lambda x, slope=0.01: np.where(x > 0, x, slope * x)}) is None


def test_exceptions_are_compared_by_type(exercise):
    def refuses(x, slope=0.01):
        raise KeyError("no")

    path = exercise.folder / "misconceptions.py"
    variant = """

        class asks_a_dict:
            '''x is no dict.'''

            def leaky_relu(x, slope=0.01):
                return {}["x"]
    """
    path.write_text(path.read_text() + textwrap.dedent(variant))
    assert diagnosis_of(exercise, {"leaky_relu": refuses}) == "asks_a_dict"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("class silent:\n    def leaky_relu(x, slope=0.01):\n        return x\n", "no docstring"),
        ('class idle:\n    """Nothing."""\n\n    def other(x):\n        return x\n', "changes none"),
    ],
)
def test_an_authors_mistakes_are_named(exercise, text, says):
    (exercise.folder / "misconceptions.py").write_text(text)
    with pytest.raises(SpecError, match=says):
        load_variants(exercise)


def test_near_takes_its_tolerance():
    assert near(1, 0.1).tolerance == 0.1


def test_an_answer_that_is_too_large_for_the_reference_type_is_the_same_in_a_larger_one():
    large, tiny = np.array([1e60, 2.0, 1e-60]), np.array([np.inf, 2.0, 0.0], np.float32)
    assert same(large, tiny)
    assert same(tiny, large)
    assert not same(large, tiny.astype(float))
    assert not same(np.array([1e30, 2.0, 0.0]), tiny)


@pytest.mark.parametrize(("dtype", "alike"), [(np.float32, True), (np.float16, True), (float, False)])
def test_an_answer_is_no_more_exact_than_the_question(dtype, alike):
    """A double among the arguments makes the answer double, and its last digits are those of a float32 all the same."""
    given = ({"W": np.ones(3, dtype)}, 0.1)
    outcomes = [Outcome((loss, {"W": np.array([0.5, loss])}), None, (), 0.0) for loss in (2.0, 2.0 + 1e-5)]
    call = Call("call", "loss", given, {}, frozenset(), outcomes[0])
    one, other = (Trace({}, {}).see(call, outcome) for outcome in outcomes)
    assert same(one, other) == alike


def test_a_list_of_numbers_is_as_good_as_an_array():
    numbers = np.array([0.5, 0.25])
    assert same([0.5, 0.25], numbers)
    assert same(numbers, (0.5, 0.25))
    assert same([], np.zeros(0))
    assert not same([0.5], numbers)
    assert not same([0.5, None], numbers)
    assert not same([[0.5], [0.25, 1.0]], numbers)


def test_answers_that_are_passed_on_keep_students_apart(exercise):
    """Replays are shared by students who meet the same inputs, and by nobody else."""
    text = """
        import numpy as np

        def test_twice(student):
            '''What comes out goes in again.'''
            once = student.leaky_relu(np.array([-8.0, 1.0]))
            assert np.allclose(student.leaky_relu(once - 1), [-0.0108, 0.0])
    """
    (exercise.folder / "test_hidden.py").write_text(textwrap.dedent(text))
    toml = exercise.folder / "exercise.toml"
    toml.write_text(toml.read_text().split("[points]")[0] + "[points]\ntest_twice = 1\n")
    exercise = load_exercise(exercise.folder)
    variants = [variant for variant in load_variants(exercise) if variant.name in ("plain_relu", "slope_everywhere")]
    for _ in range(2):
        for variant in variants:
            assert diagnosis_of(exercise, variant_functions(exercise, variant)) == variant.name
        assert diagnosis_of(exercise, {"leaky_relu": lambda x, slope=0.01: np.maximum(x, -0.3)}) is None


def test_what_a_replay_holds_is_given_up_in_a_pause():
    class Held:
        pass

    seen = []

    def answers_in_turn():
        held = Held()
        seen.append(weakref.ref(held))
        yield Answer(None, frozenset(), 1)
        yield Answer(None, frozenset(), 2)

    answers = Answers(answers_in_turn, 2)
    assert answers[0].seen == 1
    assert seen[0]() is not None
    answers.pause()
    assert seen[0]() is None
    assert answers[0].seen == 1
    assert len(seen) == 1  # known already
    assert answers[1].seen == 2
    assert len(seen) == 2


def test_what_is_kept_of_replays_is_bounded(exercise, monkeypatch):
    monkeypatch.setattr(replay, "KEPT_TESTS", 2)
    monkeypatch.setattr(Replays, "_known", {})
    for _ in range(2):
        for variant in load_variants(exercise):
            assert diagnosis_of(exercise, variant_functions(exercise, variant)) == variant.name
            assert len(Replays._known) <= 2
