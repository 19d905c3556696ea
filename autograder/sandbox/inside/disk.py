"""The files of a box, which has no disk: what is written in the student's own folders stays in memory, for this
process alone.

HOME, the working folder below it and one for temporary files are there to begin with, and nothing in them. What leads
elsewhere is the system's to refuse.
"""

from __future__ import annotations

import builtins
import contextlib
import errno
import io
import os
import stat
import time
from collections.abc import Callable
from typing import Any, NoReturn

from .amended import amend
from .opened import Entry, ReadFile, Scan, WrittenFile, as_text

__all__ = ["HOME", "Disk", "install"]

HOME = "/home/student"
HERE, TEMPORARY = f"{HOME}/course", f"{HOME}/temporary"
OPEN: Callable[..., Any] = io.open
CHDIR, RENAME, WRITE, CLOSE = os.chdir, os.rename, os.write, os.close
# Named as in `os`, whose functions these take the place of where the path is one of this disk's.
BY_PATH = (
    "access", "chmod", "listdir", "listxattr", "lstat", "mkdir", "open", "remove", "rmdir", "scandir", "stat",
    "unlink", "utime",
)  # fmt: skip


def install() -> Disk:
    """From here on `open` and `os` see the student's folders in memory."""
    disk = Disk()
    functions = {name: disk.instead(getattr(os, name), getattr(disk, name)) for name in BY_PATH}
    functions |= {"rename": disk.rename, "replace": disk.rename, "write": disk.write, "close": disk.close}
    functions["chdir"] = disk.instead(_enter, disk.chdir)
    vars(os).update(functions, getcwd=lambda: disk.here)
    builtins.open = io.open = disk.open_file
    io.open_code = lambda path: disk.open_file(path, "rb")
    os.environ.update({"HOME": HOME, "USER": "student", "LOGNAME": "student", "TMPDIR": TEMPORARY, "PATH": "/usr/bin"})
    amend({"numpy.lib._datasource": _let_numpy_open, "shutil": _let_shutil_go_by_path, "tokenize": _let_tokenize_open})
    return disk


def _enter(path: Any) -> None:
    """What is not there at all is said to be missing, as in a notebook that looks where it runs."""
    os.stat(path)
    CHDIR(path)


def _let_numpy_open(module: Any) -> None:
    with contextlib.suppress(AttributeError):  # it has kept the system's own so far
        module._file_openers._file_openers[None] = io.open


def _let_tokenize_open(module: Any) -> None:
    module._builtin_open = io.open


def _let_shutil_go_by_path(module: Any) -> None:
    """Not by descriptors of folders, of which there are none here."""
    module._use_fd_functions = False


class Disk:
    """Paths, each with its bytes, or with None where it is a folder. `here`: the working folder."""

    def __init__(self) -> None:
        self.here = HERE
        self._entries: dict[str, bytes | None] = dict.fromkeys((HOME, HERE, TEMPORARY))
        self._descriptors: dict[int, str] = {}
        self._since = time.time()

    def instead(self, system: Callable[..., Any], own: Callable[..., Any]) -> Callable[..., Any]:
        """A function of `os` that takes a path first: ours where the path is here, else the system's."""

        def either(path: Any = ".", *arguments: Any, **keywords: Any) -> Any:
            place = "" if keywords.get("dir_fd") is not None else self.place(path)
            return own(place, *arguments, **keywords) if place else system(path, *arguments, **keywords)

        return either

    def place(self, path: Any) -> str:
        """The whole path of what is here; "" where it leads elsewhere."""
        name = os.fspath(path) if isinstance(path, (str, os.PathLike)) else ""
        place = os.path.normpath(os.path.join(self.here, name)) if name and isinstance(name, str) else ""
        return place if place == HOME or place.startswith(HOME + "/") else ""

    def content(self, place: str) -> bytes:
        """Raises OSError where there is no such file."""
        content = self._entries[self._existing(place)]
        return _refuse(errno.EISDIR, place) if content is None else content

    def is_file(self, place: str) -> bool:
        return self._entries.get(place) is not None

    def is_folder(self, place: str) -> bool:
        return place in self._entries and self._entries[place] is None

    def put(self, place: str, content: bytes | None) -> None:
        """The folders above it were made by hand, before the notebook ran. Raises OSError for a folder itself."""
        if content is not None and self.is_folder(place):
            _refuse(errno.EISDIR, place)
        self._entries[place] = content
        while (place := os.path.dirname(place)) not in self._entries:
            self._entries[place] = None

    def keep(self, place: str, content: bytes) -> None:
        """Of a file that was open; one that has been removed meanwhile stays away."""
        if place in self._entries:
            self._entries[place] = content

    def open_file(
        self, file: Any, mode: str = "r", buffering: int = -1, *further: Any, opener: Any = None, **keywords: Any
    ) -> Any:
        """`open` itself."""
        if opener is not None and self.place(file):
            file = opener(file, os.O_RDWR | os.O_CREAT)
        place = self._descriptors.get(file, "") if isinstance(file, int) else self.place(file)
        if not place:
            return OPEN(file, mode, buffering, *further, opener=opener, **keywords)
        raw = self._opened(place, mode)
        if isinstance(file, int) and keywords.get("closefd", True):
            raw.descriptor = file
        return raw if "b" in mode else as_text(raw, *further, **keywords)

    def _opened(self, place: str, mode: str) -> ReadFile:
        if "x" in mode and place in self._entries:
            _refuse(errno.EEXIST, place)
        if set(mode) & set("wx") or ("a" in mode and place not in self._entries):
            self.put(place, b"")
        content = self.content(place)
        if not set(mode) & set("wxa+"):
            return ReadFile(content)
        file = WrittenFile(self, place, content)
        file.seek(0, io.SEEK_END if "a" in mode else io.SEEK_SET)
        return file

    def open(self, place: str, flags: int, mode: int = 0o777) -> int:
        """`os.open`: the descriptor is of something else, and stands for the file."""
        if place not in self._entries and flags & os.O_CREAT:
            self.put(place, b"")
        elif flags & os.O_EXCL:
            _refuse(errno.EEXIST, place)
        if flags & os.O_TRUNC:
            self.put(place, b"")
        self.content(place)
        descriptor = os.dup(1)
        self._descriptors[descriptor] = place
        return descriptor

    def write(self, descriptor: int, data: Any) -> int:
        if descriptor not in self._descriptors:
            return WRITE(descriptor, data)
        place = self._descriptors[descriptor]
        self.put(place, self.content(place) + bytes(data))
        return len(data)

    def close(self, descriptor: int) -> None:
        self._descriptors.pop(descriptor, None)
        CLOSE(descriptor)

    def chdir(self, place: str) -> None:
        self._listed(place)
        self.here = place

    def listdir(self, place: str) -> list[str]:
        return [os.path.basename(path) for path in self._listed(place)]

    def scandir(self, place: str) -> Scan:
        return Scan([Entry(self, path) for path in self._listed(place)])

    def stat(self, place: str, **_: Any) -> os.stat_result:
        content = self._entries[self._existing(place)]
        mode = stat.S_IFDIR | 0o755 if content is None else stat.S_IFREG | 0o644
        number, size = hash(place) & 0xFFFFFFFF, len(content or b"")
        return os.stat_result((mode, number, 1, 1, os.getuid(), os.getgid(), size, *[self._since] * 3))

    def lstat(self, place: str) -> os.stat_result:
        return self.stat(place)

    def access(self, place: str, *_: Any, **__: Any) -> bool:
        return place in self._entries

    def mkdir(self, place: str, *_: Any, **__: Any) -> None:
        if place in self._entries:
            _refuse(errno.EEXIST, place)
        self.put(place, None)

    def remove(self, place: str) -> None:
        self.content(place)
        del self._entries[place]

    unlink = remove

    def rmdir(self, place: str) -> None:
        if self._listed(place):
            _refuse(errno.ENOTEMPTY, place)
        del self._entries[place]

    def rename(self, path: Any, to: Any, **keywords: Any) -> None:
        """`os.rename`, and `os.replace`."""
        source, target = self.place(path), self.place(to)
        if not source or not target:
            RENAME(path, to, **keywords)
            return
        self.put(target, self._entries[self._existing(source)])
        for place in [place for place in self._entries if place.startswith(source + "/")]:
            self._entries[target + place.removeprefix(source)] = self._entries.pop(place)
        self._entries.pop(source if source != target else "", None)

    def utime(self, place: str, *_: Any, **__: Any) -> None:
        """Times and rights are nobody's concern, but the file has to be there."""
        self._existing(place)

    chmod = utime

    def listxattr(self, place: str = ".", **_: Any) -> list[str]:
        return []

    def _existing(self, place: str) -> str:
        return place if place in self._entries else _refuse(errno.ENOENT, place)

    def _listed(self, place: str) -> list[str]:
        """What lies directly in a folder."""
        if self._entries[self._existing(place)] is not None:
            _refuse(errno.ENOTDIR, place)
        return [path for path in self._entries if os.path.dirname(path) == place]


def _refuse(number: int, place: str) -> NoReturn:
    """Raises the OSError of this number, as the system does."""
    raise OSError(number, os.strerror(number), os.path.relpath(place, HERE))
