"""The gradebook on a PostgreSQL server, by nbgrader's own `db_url`: the same grades, whoever is killed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

from autograder.nbgrader_plugin.configuration import with_patience
from tests.faults.conftest import Pair
from tests.faults.grader import Ended
from tests.faults.postgresql import find_postgresql, postgresql_server

LACKING = "PostgreSQL is not installed here (Debian: apt-get install postgresql)"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    programs = find_postgresql()
    if programs is None:
        give_up = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        give_up(LACKING)
    assert programs is not None
    with postgresql_server(programs) as address:
        yield address


@pytest.fixture
def on_server(pair: Pair, server: str, request: pytest.FixtureRequest) -> Pair:
    """`shaken` has its gradebook in a database of its own."""
    name = f"test_{abs(hash(request.node.name))}"
    administer(server, f"CREATE DATABASE {name}")
    url = server.replace("/postgres?", f"/{name}?")
    with (pair.shaken.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {url!r}\n")
    return replace(pair, db_url=url)


def administer(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def grade(pair: Pair, **moment: object) -> Ended:
    return pair.grader.run(pair.shaken.root, **moment)


def test_both_hold_the_same(on_server: Pair) -> None:
    on_server.grader.run(on_server.calm.root)
    grade(on_server)
    for _ in range(2):
        calm, ended = on_server.next_week(), grade(on_server)
        assert (ended.code, ended.said.split("\n\n")[1:]) == (calm.code, calm.said.split("\n\n")[1:])
        assert on_server.differences() == []
    assert not (on_server.shaken.root / "gradebook.db").exists()


def test_a_killed_grader_costs_nobody_a_point(on_server: Pair) -> None:
    on_server.grader.run(on_server.calm.root)
    for step in on_server.rng.integers(150, size=2):  # the tables are made meanwhile
        grade(on_server, at_step=int(step))
    grade(on_server)
    calm = on_server.next_week()
    for step in on_server.rng.integers(0.6 * len(calm.steps), size=4):
        grade(on_server, at_step=int(step))
    assert grade(on_server).code == calm.code
    assert on_server.differences() == []


def refusal(ended: Ended) -> str:
    """The sentence of a run that ended with 2."""
    assert ended.code == 2, ended.said
    return ended.said.rstrip("\n").rpartition("\n")[2]


def test_a_connection_that_breaks_meanwhile(on_server: Pair) -> None:
    for course in (on_server.calm, on_server.shaken):
        on_server.grader.run(course.root)
    calm = on_server.next_week()
    for step in on_server.rng.choice(places_of(calm, "statement"), size=4):
        ended = grade(on_server, at_step=int(step), trouble="connection ends")
        said = refusal(ended) if ended.refusals else ""
        assert ended.code == calm.code or "connection due to administrator command; see that the server runs" in said
    assert grade(on_server).code == calm.code
    assert on_server.differences() == []


def places_of(ended: Ended, name: str) -> list[int]:
    return [k for k, step in enumerate(ended.steps) if step == name]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            "ALTER DATABASE {} SET default_transaction_read_only = on",
            "read-only transaction; let the server take changes",
        ),
        ("ALTER DATABASE {} RENAME TO moved_away", "does not exist; make the database"),
    ],
)
def test_a_gradebook_that_cannot_be_used(on_server: Pair, server: str, change: str, words: str) -> None:
    grade(on_server)
    administer(server, change.format(make_url(on_server.db_url).database))
    said = refusal(grade(on_server))
    assert said.startswith("chainrule grade: the gradebook postgresql://chainrule@/test_")
    assert words in said


def test_a_gradebook_that_somebody_holds(on_server: Pair) -> None:
    url = on_server.db_url + "&options=-c%20lock_timeout%3D100"
    with (on_server.shaken.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = {url!r}\n")
    grade(on_server)
    engine = create_engine(on_server.db_url)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE student IN ACCESS EXCLUSIVE MODE"))
        assert "lock timeout; another program is writing to it" in refusal(grade(on_server))
    engine.dispose()
    assert grade(on_server).code == 0


def test_nobody_waits_for_ever() -> None:
    assert "lock_timeout" in with_patience("postgresql://me:secret@host/grades")
    assert "secret" in with_patience("postgresql://me:secret@host/grades")
    for url in ("sqlite:///gradebook.db", "postgresql://host/grades?options=-c%20lock_timeout%3D5"):
        assert with_patience(url) == url


def test_a_server_that_is_not_there(pair: Pair, tmp_path: Path) -> None:
    with (pair.shaken.root / "nbgrader_config.py").open("a") as file:
        file.write(f"c.CourseDirectory.db_url = 'postgresql://me:secret@/grades?host={tmp_path}'\n")
    said = refusal(grade(pair))
    assert "the gradebook postgresql://me:***@/grades cannot be used: connection" in said
    assert "see that the server runs" in said
    assert not (pair.shaken.root / "grades.csv").exists()
