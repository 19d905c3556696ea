"""One JupyterLab and one Chromium for all tests of this folder, in temporary folders of their own."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import nbformat
import pytest

CHECKOUT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_S, ACTION_S = 120, 60
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}


def give_up(reason: str) -> NoReturn:
    """Skip here; fail where the tests must run."""
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def find_chromium() -> str | None:
    """Path of the system's Chromium."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Path of the system's Chromium."""
    found = find_chromium()
    if found is None:
        give_up("browser tests need Chromium, which is not installed here")
    if find_spec("playwright") is None:
        give_up("browser tests need playwright, which is not installed here")
    return found


@dataclass(frozen=True, slots=True)
class Lab:
    """A running JupyterLab: its address, its token, and the folder that it serves."""

    url: str
    token: str
    folder: Path


@pytest.fixture(scope="session")
def lab(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab over the released dropout notebook."""
    home = tmp_path_factory.mktemp("lab")
    folder, token = home / "course", secrets.token_hex(16)
    folder.mkdir()
    copy_notebook(folder / "dropout.ipynb")
    environment = prepare(home)
    with (home / "log.txt").open("w") as log:
        command = [sys.executable, "-m", "jupyterlab", *options(folder, token)]
        process = subprocess.Popen(command, env=environment, cwd=home, stdout=log, stderr=subprocess.STDOUT)
        try:
            port = wait_for_port(process, home / "runtime", home / "log.txt")
            yield Lab(f"http://127.0.0.1:{port}", token, folder)
        finally:
            stop(process)


def copy_notebook(target: Path) -> None:
    """The released notebook, with the kernel that `prepare` installs."""
    shutil.copy(CHECKOUT / "release" / "dropout" / "dropout.ipynb", target)
    target.chmod(0o644)
    notebook = nbformat.read(target, as_version=4)
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, target)


def prepare(home: Path) -> dict[str, str]:
    """Kernel, settings and the environment of a server that touches nothing outside `home`."""
    kernel = home / "data" / "kernels" / "python3"
    kernel.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (kernel / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Python 3", "language": "python"}))
    for plugin, values in SETTINGS.items():
        path = home / "settings" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values))
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "NBGRADER", "JPY_"))}
    places = {"CONFIG": "config", "DATA": "data", "RUNTIME": "runtime"}
    return {
        **kept,
        **{f"JUPYTER_{name}_DIR": str(home / place) for name, place in places.items()},
        "JUPYTERLAB_SETTINGS_DIR": str(home / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(home / "workspaces"),
        "IPYTHONDIR": str(home / "ipython"),
        "PYTHONPATH": os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH", "")])),
    }


def options(folder: Path, token: str) -> list[str]:
    """A server on a free port that opens no browser and looks for no news."""
    return [
        "--no-browser",
        "--allow-root",
        "--ServerApp.ip=127.0.0.1",
        "--ServerApp.port=0",
        f"--ServerApp.root_dir={folder}",
        f"--IdentityProvider.token={token}",
        "--LabApp.expose_app_in_browser=True",
        "--LabApp.news_url=",
    ]


def wait_for_port(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> int:
    """The port that the server wrote into its runtime folder once it listens."""
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and process.poll() is None:
        for path in runtime.glob("jpserver-*.json"):
            try:
                port = int(json.loads(path.read_text())["port"])
            except (ValueError, KeyError):
                continue
            if port:
                return port
        time.sleep(0.1)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-3000:]}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server and with it its kernels."""
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def browser_page(chromium: str | None, profile: Path) -> Iterator[Any]:
    """A page of a Chromium with this profile."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            str(profile), executable_path=chromium, headless=True, args=FLAGS, viewport={"width": 1400, "height": 1000}
        )
        context.set_default_timeout(1000 * ACTION_S)
        yield context.pages[0] if context.pages else context.new_page()
        context.close()


@pytest.fixture(scope="session")
def page(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A page of a Chromium with a fresh profile."""
    with browser_page(chromium, tmp_path_factory.mktemp("profile")) as opened:
        yield opened
