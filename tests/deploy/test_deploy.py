"""What graders without a person need: scripts that run, and files that name nothing which is not there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from tests.collecting.archives import collected, left, notebook, placed

GH = """#!/usr/bin/env bash
# In the place of GitHub's own: repositories are folders, and a clone makes even the links that git is told not to make.
case "$1 $2" in
    "repo list") ls "$REPOSITORIES" ;;
    "repo clone") [[ " $* " == *" -c core.symlinks=false "* ]] && cp -a "$REPOSITORIES/${3#*/}/files" "$4" ;;
    "api repos/org/dropout-ada/"*) echo 2026-11-26T14:03:00Z ;;
    *) exit 1 ;;
esac
"""


def repository(folder: Path, files: dict[str, bytes], links: dict[str, str] | None = None) -> None:
    for name, content in files.items():
        path = folder / "files" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for name, target in (links or {}).items():
        (folder / "files" / name).symlink_to(target)


@pytest.fixture
def github(tmp_path: Path) -> dict[str, str]:
    """The environment in which `gh` knows some repositories."""
    tools, repositories = tmp_path / "tools", tmp_path / "repositories"
    tools.mkdir()
    (tools / "gh").write_text(GH)
    (tools / "gh").chmod(0o755)
    repository(repositories / "dropout-ada", {"work/dropout.ipynb": notebook("ada"), "notes.md": b""})
    secret = tmp_path / "secret.ipynb"
    secret.write_bytes(notebook("secret"))
    repository(repositories / "dropout-bob", {"readme": b""}, {"dropout.ipynb": str(secret)})
    repository(repositories / "dropout-cyd", {"dropout.ipynb": notebook("cyd")})
    repository(repositories / "losses-ada", {"losses.ipynb": notebook("other")})
    (repositories / "dropout-eve").mkdir()
    return os.environ | {"PATH": f"{tools}:{os.environ['PATH']}", "REPOSITORIES": str(repositories)}


def test_repositories_become_hand_ins(checkout: Path, github: dict[str, str], tmp_path: Path) -> None:
    archive = tmp_path / "out" / "dropout.zip"
    command = ["bash", str(checkout / "deploy" / "github.sh"), "org", "dropout", str(archive)]
    done = subprocess.run(command, env=github, check=True, capture_output=True, text=True)
    assert "dropout-eve: cannot be cloned" in done.stderr
    course = tmp_path / "course"
    course.mkdir()
    result = collected(course, "nbgrader", archive.read_bytes())
    assert placed(course) == {
        "ada/dropout/dropout.ipynb": "ada",
        "ada/dropout/timestamp.txt": "2026-11-26 14:03:00.000000 UTC",
        "cyd/dropout/dropout.ipynb": "cyd",
    }
    assert left(result) == {}


def test_the_image_copies_what_is_there_and_nothing_else(checkout: Path) -> None:
    lines = (checkout / "deploy" / "Dockerfile").read_text().splitlines()
    copied = [name for line in lines if line.startswith("COPY") for name in line.split()[1:-1]]
    shown = [line[1:] for line in (checkout / "deploy" / "Dockerfile.dockerignore").read_text().splitlines()]
    assert [name for name in copied if not (checkout / name).exists()] == []
    assert set(copied) <= set(shown)
    [version] = re.findall(r"^FROM python:(\d+\.\d+)", "\n".join(lines), re.MULTILINE)
    project = tomllib.loads((checkout / "pyproject.toml").read_text())["project"]
    assert tuple(map(int, version.split("."))) >= tuple(map(int, re.findall(r"\d+", project["requires-python"])))


def test_the_nightly_job_is_a_workflow_whose_scripts_parse(checkout: Path) -> None:
    job = yaml.safe_load((checkout / "deploy" / "nightly.yml").read_text())["jobs"]["grade"]
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    bash = shutil.which("bash")
    assert bash
    assert len(scripts) == 3
    for script in scripts:
        subprocess.run([bash, "-n", "-c", script], check=True)
        for path in re.findall(r"deploy/[\w.]+", script):
            assert (checkout / path).is_file()
