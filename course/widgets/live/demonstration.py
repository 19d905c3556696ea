"""What an explorer shows before a student has written its function: pictures that were made with the course's own code.

They are stored beside the explorer: a picture shows what a function does, and not how.
"""

from __future__ import annotations

import io
import pkgutil
from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np

from course.audience import audience
from course.checks.failure import not_written, raised_in
from course.widgets.live.controls import Choice
from course.widgets.live.display import Still, say
from course.widgets.live.stage import Stage

FILE = "demonstration.npz"
NOTICE = (
    "**`{function}` is not written yet, so this is a demonstration**, made with the course's own code: "
    "what yours will do. When you have written it and run its cell, run this one again: then the picture is your own."
)


@dataclass(slots=True)
class Album:
    """Stored pictures of a demonstration, one of which is open.

    Attributes:
        control: what the slider is called; labels: what it says for each picture.
        pictures: the PNGs; told: what each shows, in words.
        width: how many pixels of the page a picture takes.
    """

    control: str
    labels: tuple[str, ...]
    pictures: tuple[bytes, ...]
    told: tuple[str, ...]
    width: int
    at: int = 0

    @property
    def words(self) -> str:
        return f"Demonstration, not your own function. {self.told[self.at]}"

    def update(self, label: str) -> bool:
        """Open the picture with a label."""
        self.at = self.labels.index(label)
        return False

    def frame(self, full: Hashable = False) -> bytes:
        """The open picture."""
        return self.pictures[self.at]

    fine = frame


def pack(album: Album) -> bytes:
    """The file of a demonstration."""
    buffer = io.BytesIO()
    pictures = {f"picture{number}": np.frombuffer(png, np.uint8) for number, png in enumerate(album.pictures)}
    texts = {"control": album.control, "labels": album.labels, "told": album.told, "width": album.width}
    np.savez(buffer, **pictures, **{name: np.array(text) for name, text in texts.items()})  # type: ignore[arg-type]
    return buffer.getvalue()


def unpack(packed: bytes) -> Album:
    """The demonstration in a file."""
    with np.load(io.BytesIO(packed)) as stored:
        labels, told = (tuple(map(str, stored[name])) for name in ("labels", "told"))
        pictures = tuple(stored[f"picture{number}"].tobytes() for number in range(len(labels)))
        return Album(str(stored["control"]), labels, pictures, told, int(stored["width"]))


def demonstrate(explorer: str, error: NotImplementedError) -> None:
    """Say what is not written yet, and show the demonstration in the explorer's package, where it has one."""
    function = raised_in(error)
    try:
        album = unpack(pkgutil.get_data(explorer, FILE) or b"")
    except FileNotFoundError:
        say(not_written(f"`{function}`"))
        return
    say(NOTICE.format(function=function))
    if audience() == "program":
        Still(album.width).show(album.fine(), album.words)
        return
    stage = Stage(album, lambda: album.words)
    stage.control([Choice("label", album.control, album.labels, album.labels[0], slider=True)], album.update)
    stage.open()
