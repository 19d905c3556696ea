"""What is handed in is graded once, its page given back, and nobody grades more than the course allows."""

from __future__ import annotations

import os
import pkgutil
from pathlib import Path
from typing import Any

import pytest

from autograder.watching.ledger import open_ledger
from autograder.watching.rounds import BATCH
from tests.watching.handing_in import Course


def test_through_the_exchange_and_back(watched: Course, ledger: Any) -> None:
    watched.submit("ada", "one")
    rounds = watched.rounds(ledger)
    assert rounds.run().taken == 1
    assert watched.fetched("ada") == "page for one"
    assert (watched.root / "submitted" / "ada" / "sample" / "timestamp.txt").is_file()
    [event] = watched.events
    assert (event.what, event.score, event.max_score) == ("graded", 3.0, 4.0)
    assert rounds.run().taken == 0
    assert watched.graded == ["ada: one"]


def test_by_hand_and_again_when_it_changes(watched: Course, ledger: Any) -> None:
    rounds = watched.rounds(ledger)
    for text in ("one", "two", "one"):
        watched.put("bob", text)
        assert rounds.run().taken == 1
        assert rounds.run().taken == 0
    assert watched.graded == ["bob: one", "bob: two", "bob: one"]
    assert (watched.root / "feedback" / "bob" / "sample" / "sample.html").read_text() == "page for one"


def test_the_last_hand_in_counts(watched: Course, ledger: Any) -> None:
    watched.submit("ada", "later", minute=5)
    watched.submit("ada", "earlier", minute=1)
    watched.rounds(ledger).run()
    watched.submit("ada", "earliest", minute=0)
    watched.rounds(ledger).run()
    assert watched.graded == ["ada: later"]


def test_over_the_limit_it_waits_and_is_told_so(watched: Course, ledger: Any) -> None:
    watched.per_hour = 2
    rounds = watched.rounds(ledger)
    for minute in range(3):
        watched.submit("ada", str(minute), minute)
        watched.submit("bob" if minute else "cyd", str(minute), minute)
        rounds.run()
        watched.now += 60
    assert watched.graded == ["ada: 0", "cyd: 0", "ada: 1", "bob: 1", "bob: 2"]
    told = watched.fetched("ada", 2)
    assert told is not None
    assert "2 of your hand-ins have been graded within an hour" in told
    assert "1970-01-12 14:47 UTC" in told  # an hour after the first, rounded up
    assert ("ada", "waiting") in watched.said()
    before = len(watched.events)
    rounds.run()
    assert len(watched.events) == before, "said once"

    watched.now += 3600 - 120
    assert rounds.run().waiting == 0
    assert watched.graded[-1] == "ada: 2"
    assert watched.fetched("ada", 2) == "page for 2"


def test_what_waits_gives_way_to_what_comes_later(watched: Course, ledger: Any) -> None:
    watched.per_hour = 1
    rounds = watched.rounds(ledger)
    for minute in range(3):
        watched.submit("ada", str(minute), minute)
        assert rounds.run().waiting == int(minute > 0)
    watched.now += 3600
    rounds.run()
    assert watched.graded == ["ada: 0", "ada: 2"]
    assert watched.fetched("ada", 0) == "page for 0"
    assert "The later one is graded" in (watched.fetched("ada", 1) or "")
    assert watched.fetched("ada", 2) == "page for 2"


def test_the_limit_is_for_all_assignments_together_and_survives_a_restart(watched: Course) -> None:
    watched.per_hour = 1
    for text in ("one", "two"):
        watched.put("ada", text)
        with open_ledger(watched.root) as ledger:
            waiting = watched.rounds(ledger).run().waiting
    assert waiting == 1
    assert watched.graded == ["ada: one"]
    assert "waits" in (watched.root / "feedback" / "ada" / "sample" / "waiting.html").read_text()
    watched.now += 3600
    with open_ledger(watched.root) as ledger:
        watched.rounds(ledger).run()
    assert watched.graded == ["ada: one", "ada: two"]
    assert not (watched.root / "feedback" / "ada" / "sample" / "waiting.html").exists()


class Killed(BaseException):
    """As if the program had been ended there."""


@pytest.mark.parametrize("where", ["before grading", "after grading"])
def test_what_was_under_way_is_taken_up_again_and_counts_once(watched: Course, where: str) -> None:
    watched.per_hour = 1
    watched.submit("ada", "one")

    def crash(here: str) -> None:
        if here == where:
            raise Killed

    watched.crash = crash
    with pytest.raises(Killed), open_ledger(watched.root) as ledger:
        watched.rounds(ledger).run()
    watched.crash = lambda here: None
    with open_ledger(watched.root) as ledger:
        state = watched.rounds(ledger).run()
        assert (state.taken, state.waiting) == (1, 0)
        assert len(ledger.times("ada", 0.0)) == 1
    assert watched.fetched("ada") == "page for one"


@pytest.mark.parametrize(
    "step",
    [
        "rounds.Ledger.take",
        "rounds.collect",
        "collecting.os.replace",
        "rounds.Giving.result",
        "returning.os.replace",
        "rounds.Ledger.give_back",
    ],
)
@pytest.mark.parametrize("done", [False, True], ids=["before", "after"])
def test_killed_at_any_step_it_is_graded_and_given_back(
    watched: Course, monkeypatch: pytest.MonkeyPatch, step: str, *, done: bool
) -> None:
    """At each step, just before it or just after it; the second hand-in is the one that is under way."""
    watched.per_hour = 2
    watched.submit("ada", "one")
    with open_ledger(watched.root) as ledger:
        watched.rounds(ledger).run()
    watched.submit("ada", "two", minute=1)
    with monkeypatch.context() as patch, open_ledger(watched.root) as ledger:
        patch.setattr(f"autograder.watching.{step}", killed(f"autograder.watching.{step}", done=done))
        with pytest.raises(Killed):
            watched.rounds(ledger).run()
    with open_ledger(watched.root) as ledger:
        rounds = watched.rounds(ledger)
        assert rounds.run().waiting == 0
        assert rounds.run().taken == 0
        assert len(ledger.times("ada", 0.0)) == 2
    assert watched.graded[-1] == "ada: two"
    assert (watched.fetched("ada", 0), watched.fetched("ada", 1)) == ("page for one", "page for two")


def killed(name: str, *, done: bool) -> Any:
    step = pkgutil.resolve_name(name)

    def die(*arguments: Any, **options: Any) -> None:
        if done:
            step(*arguments, **options)
        raise Killed

    return die


def test_what_is_still_being_copied_is_waited_for(watched: Course, ledger: Any) -> None:
    rounds, clock = watched.rounds(ledger, settle_s=2.0), [0.0]
    rounds.steady = lambda: clock[0]

    def run(seconds: float) -> int:
        clock[0] += seconds
        state = rounds.run()
        assert state.taken + state.unfinished == 1
        return state.taken

    path = watched.put("ada", "one")
    whole = path.read_bytes()
    path.write_bytes(whole[:5])
    assert [run(1), run(1), run(2), run(30)] == [0, 0, 0, 0]  # half of it is no JSON
    path.write_bytes(whole)
    assert [run(1), run(1), run(1)] == [0, 0, 1]
    assert watched.graded == ["ada: one"]


def test_a_file_that_stays_broken_is_graded_as_it_is(watched: Course, ledger: Any) -> None:
    rounds, clock = watched.rounds(ledger, settle_s=2.0), [0.0]
    rounds.steady = lambda: clock[0]
    folder = watched.submit("ada", "one")
    (folder / "submission_secret.txt").unlink()
    taken = []
    for clock[0] in (1.0, 5.0, 59.0, 61.5):
        taken.append(rounds.run().taken)
    assert taken == [0, 0, 0, 1]


def test_who_owns_a_hand_in_is_asked(watched: Course, ledger: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    watched.check_owner = True
    watched.submit("ada", "forged")
    monkeypatch.setattr("autograder.watching.collecting.pwd.getpwuid", lambda uid: type("A", (), {"pw_name": "eve"}))
    rounds = watched.rounds(ledger)
    assert (rounds.run().taken, rounds.run().taken) == (0, 0)
    assert watched.said() == [("ada", "refused")]
    assert "belongs to eve" in watched.events[0].text
    assert not (watched.root / "submitted" / "ada").exists()
    monkeypatch.setattr("autograder.watching.collecting.pwd.getpwuid", lambda uid: type("A", (), {"pw_name": "ada"}))
    assert watched.rounds(ledger).run().taken == 1


def test_what_cannot_be_graded_is_told_with_its_reason_and_our_own_faults_without(watched: Course, ledger: Any) -> None:
    watched.submit("ada", "broken")
    watched.submit("bob", "our fault")
    rounds = watched.rounds(ledger)
    assert rounds.run().failed == 2
    assert "the notebook is &lt;broken&gt;" in (watched.fetched("ada") or "")
    assert "secret path" not in (watched.fetched("bob") or "")
    assert "not your fault" in (watched.fetched("bob") or "")
    assert rounds.run().taken == 0
    assert watched.rounds(ledger).run().taken == 1, "ours is tried again by the next start"


def test_a_rush_is_taken_in_turns_the_oldest_first(watched: Course, ledger: Any) -> None:
    for minute in range(BATCH + 3):
        watched.submit(f"student{minute:02}", str(minute), minute)
    rounds = watched.rounds(ledger)
    state = rounds.run()
    assert (state.taken, state.more) == (BATCH, 3)
    assert "student00: 0" in watched.graded
    assert f"student{BATCH}: {BATCH}" not in watched.graded
    assert (rounds.run().taken, rounds.run().taken) == (3, 0)


@pytest.mark.parametrize(
    "name", ["x", "+sample+", "ada+sample+yesterday+1", "ada+other+2026-03-02 12:00:00 UTC+1", "++++"]
)
def test_other_names_in_the_exchange_stop_nobody(watched: Course, ledger: Any, name: str) -> None:
    (watched.inbound / name).mkdir()
    watched.submit("ada", "one")
    assert watched.rounds(ledger).run().taken == 1


def test_a_link_in_a_hand_in_is_not_followed(watched: Course, ledger: Any, tmp_path: Path) -> None:
    secret = tmp_path / "gradebook.db"
    secret.write_text("grades")
    folder = watched.submit("ada", "one")
    (folder / "data.csv").symlink_to(secret)
    assert watched.rounds(ledger).run().failed == 1
    assert not (watched.root / "submitted" / "ada" / "sample").exists()
    assert "is a link" in (watched.fetched("ada") or "")


def test_a_pipe_is_not_waited_for(watched: Course, ledger: Any) -> None:
    folder = watched.submit("ada", "one")
    (folder / "sample.ipynb").unlink()
    os.mkfifo(folder / "sample.ipynb")
    rounds = watched.rounds(ledger)
    rounds.steady = iter((0.0, 100.0)).__next__
    rounds.look()
    assert rounds.run().failed == 1
    assert "not an ordinary file" in (watched.fetched("ada") or "")


def test_a_folder_of_pages_that_leads_elsewhere_is_not_written(watched: Course, ledger: Any, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (watched.root / "feedback").mkdir()
    (watched.root / "feedback" / "ada").symlink_to(elsewhere)
    watched.submit("ada", "broken")
    watched.rounds(ledger).run()
    assert list(elsewhere.iterdir()) == []
    assert ("ada", "trouble") in watched.said()
    assert "broken" in (watched.fetched("ada") or ""), "the other way is not touched by it"
