"""What we lean on in nbgrader and nbconvert without their promise is there, or the failure says what has gone."""

from __future__ import annotations

import importlib
import inspect
import re
import shutil
import sys
from importlib.metadata import version
from pathlib import Path

import nbgrader.api
import pytest
from nbconvert.exporters import NotebookExporter
from nbgrader.api import Gradebook, Notebook
from sqlalchemy import text

from autograder.nbgrader_plugin.internals import (
    CELLS_OF_NOTEBOOK,
    answering_gradebook,
    finish_tables,
    fresh_resources,
    mend_nbgrader,
    preprocessors_of,
    set_preprocessors,
)

VERSIONS = f"nbgrader {version('nbgrader')} and nbconvert {version('nbconvert')}"
BROKEN = f"{VERSIONS} behave in another way than autograder/nbgrader_plugin/internals.py expects: "
PRIVATE = re.compile(r"(?<!self)(?<!cls)\._(?!_)[a-z_]+")
OUR_OWN = ("_folder", "_asdict")


def test_an_exporters_preprocessors_can_be_read_and_set():
    exporter = NotebookExporter()
    made = preprocessors_of(exporter)
    assert isinstance(made, list), BROKEN + "an exporter keeps its preprocessors elsewhere"
    set_preprocessors(exporter, [])
    exporter.register_preprocessor("nbconvert.preprocessors.ClearOutputPreprocessor", enabled=True)
    assert len(preprocessors_of(exporter)) == 1, BROKEN + "a registered preprocessor is kept elsewhere"


def test_resources_are_made():
    assert fresh_resources(NotebookExporter(), {"nbgrader": 1})["nbgrader"] == 1, BROKEN + "resources are not passed on"


def test_cells_of_every_kind_hang_on_a_notebook():
    assert CELLS_OF_NOTEBOOK is Notebook._base_cells, BROKEN + "a notebook's cells have another name"


def test_the_version_of_the_tables_is_known_without_starting_a_program(monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    mend_nbgrader()
    head = nbgrader.api.get_alembic_version()
    versions = Path(nbgrader.__file__).parent / "alembic" / "versions"
    known = {re.search(r"^revision = '(\w+)'", path.read_text(), re.M)[1] for path in versions.glob("*.py")}
    assert head in known, BROKEN + "the newest version of the gradebook's tables is not found"


@pytest.mark.parametrize("made", ["DROP TABLE alembic_version", "DELETE FROM alembic_version", "SELECT 1"])
def test_tables_that_were_left_without_their_version_get_it(gradebook_file, tmp_path, made):
    url = f"sqlite:///{shutil.copy(gradebook_file, tmp_path)}"
    with Gradebook(url, "chainrule") as gradebook:
        gradebook.db.execute(text(made))
        gradebook.db.commit()
        finish_tables(gradebook)
    with Gradebook(url, "chainrule") as gradebook:
        versions = gradebook.db.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
    assert versions == [nbgrader.api.get_alembic_version()], BROKEN + "the version of its tables is kept elsewhere"


@pytest.mark.parametrize(
    ("user", "call"),
    [
        ("nbgrader.api", "get_alembic_version()"),
        ("nbgrader.apps.dbapp", "dbutil.upgrade("),
        ("nbgrader.converters.autograde", "self.coursedir.get_existing_timestamp("),
        ("nbgrader.converters.base", "self.coursedir.get_existing_timestamp("),
        ("nbgrader.apps.api", "self.get_submitted_timestamp("),
    ],
)
def test_what_is_mended_is_used_by_its_name(user, call):
    source = inspect.getsource(importlib.import_module(user))
    assert call in source, BROKEN + f"{user} does not call {call.strip('()')} any more"


def test_all_of_nbgraders_parts_are_given_the_one_gradebook():
    import nbgrader.converters.autograde  # those that open a gradebook of their own
    import nbgrader.preprocessors.saveautogrades

    users = [nbgrader.converters.autograde, nbgrader.preprocessors.saveautogrades]
    assert all(user.Gradebook is Gradebook for user in users), BROKEN + "they open the gradebook by another name"

    def opened(*_, **__):
        return "the one"

    with answering_gradebook(opened):
        assert all(user.Gradebook is opened for user in users), BROKEN + "a user of the gradebook is not found"
        assert sys.modules["nbgrader.api"].Gradebook is Gradebook
    assert all(user.Gradebook is Gradebook for user in users)


@pytest.mark.parametrize("package", ["nbgrader_plugin", "demo", "publishing"])
def test_private_names_of_others_stand_in_one_module(checkout, package):
    for path in sorted((checkout / "autograder" / package).rglob("*.py")):
        if path.name != "internals.py":
            found = [name for name in PRIVATE.findall(path.read_text(encoding="utf-8")) if name[1:] not in OUR_OWN]
            assert found == [], f"{path.name} uses private names: {found}"
