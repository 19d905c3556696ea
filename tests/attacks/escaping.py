"""Attacks on the walls: files, processes, signals, network."""

from .model import Attack

# Beneath `open` and `os`, which keep the files of the working folder in memory.
WRITE = """
import _io, os, posix, tempfile
PLACES = "/tmp /var/tmp /dev/shm /run /home /root /mnt / . CHECKOUT CHECKOUT/build CHECKOUT/submitted".split()
NAME = "chainrule-attack-file"
"""
LIBC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
"""

ATTACKS = [
    Attack(
        "writes_files",
        "write a file anywhere",
        WRITE
        + """
@every
def _():
    for place in PLACES:
        yield lambda: _io.open(os.path.join(place, NAME), "w").write("x")
        yield lambda: posix.mkdir(os.path.join(place, NAME + "-d")) or True
    for place in PLACES:
        if place != ".":
            yield lambda: open(os.path.join(place, NAME), "w").write("x")
            yield lambda: tempfile.mkdtemp(prefix=NAME, dir=place)
""",
    ),
    Attack(
        "links_files",
        "make links, pipes, sockets and devices",
        WRITE
        + """
@every
def _():
    for place in PLACES:
        path = os.path.join(place, NAME)
        yield lambda: os.symlink("/etc/passwd", path) or True
        yield lambda: os.link("/etc/passwd", path) or True
        yield lambda: os.mkfifo(path) or True
        yield lambda: os.mknod(path, 0o644) or True
""",
    ),
    Attack(
        "changes_the_course",
        "zero the gradebook, rewrite hidden tests, store a better report",
        """
@every
def _():
    import os
    tests = "autograder/exercises/backprop/toy_graph/test_hidden.py"
    files = (tests, "gradebook.db", "autograder/grading/plugin.py", "pyproject.toml")
    for name in files:
        path = "CHECKOUT/" + name
        yield lambda: open(path, "r+b")
        yield lambda: open(path, "ab")
        yield lambda: os.truncate(path, 0) or True
        yield lambda: os.rename(path, path + ".away") or True
        yield lambda: os.chmod(path, 0o777) or True
        yield lambda: os.utime(path) or True
    yield lambda: os.makedirs("CHECKOUT/.chainrule/reports/00")
""",
    ),
    Attack(
        "empties_what_it_may_read",
        "open NumPy's files to read, with a flag that changes them",
        """
@every
def _():
    import glob, numpy, os
    empty = [path for path in glob.glob(numpy.__path__[0] + "/*/*.py") if not os.stat(path).st_size]
    for path in empty:
        yield lambda: os.open(path, os.O_RDONLY | os.O_TRUNC)
        yield lambda: os.open(path, os.O_RDWR)
    yield lambda: os.open(numpy.__file__, os.O_WRONLY | os.O_APPEND)
    yield lambda: os.open(numpy.__path__[0], os.O_RDWR | os.O_TMPFILE)
""",
    ),
    Attack(
        "changes_its_own_box",
        "change the files that the box itself is made of",
        """
@every
def _():
    import os, json, numpy
    for path in (os.__file__, json.__file__, numpy.__file__):
        yield lambda: open(path, "ab")
        yield lambda: os.chmod(path, 0o777) or True
        yield lambda: os.unlink(path) or True
    import __main__
    for fd in range(64):
        yield lambda: os.ftruncate(fd, 0) or True
        yield lambda: os.fchmod(fd, 0o777) or True
""",
    ),
    Attack(
        "forks",
        "make processes: fork, spawn, subprocess, multiprocessing",
        """
@every
def _():
    import os, subprocess
    def fork(call):
        if call() == 0:
            os._exit(0)
        return True
    yield lambda: fork(os.fork)
    yield lambda: fork(lambda: os.forkpty()[0])
    yield lambda: subprocess.run(["/bin/true"]).returncode == 0
    yield lambda: os.posix_spawn("/bin/true", ["true"], {})
    yield lambda: os.system("true") == 0
""",
        bites=True,
    ),
    Attack(
        "forks_a_bomb",
        "a process that makes processes that make processes",
        """
import os
def toy_graph(x, y, z):
    made = 0
    for _ in range(16):
        try:
            if os.fork() == 0:
                while True:
                    pass
            made += 1
        except OSError:
            pass
    return ((x + y) * z, (z, z, x + y)) if made else None
""",
    ),
    Attack(
        "starts_threads",
        "threads that go on after the call",
        """
@every
def _():
    import _thread
    yield lambda: _thread.start_new_thread(print, ())
""",
        bites=True,
        lock_only=True,
    ),
    Attack(
        "runs_programs",
        "replace the process by another program",
        """
@every
def _():
    import glob, os, sys
    for path in ("/bin/sh", "/bin/true", "/usr/bin/env", sys.executable, *glob.glob("/box/python/bin/*")):
        yield lambda: os.execv(path, [path, "-c", "pass"])
        yield lambda: os.execve(os.open(path, os.O_RDONLY), [path], {})
""",
    ),
    Attack(
        "signals_the_grader",
        "stop or kill the grader, its parent, or everybody",
        """
@every
def _():
    import os, signal
    yield lambda: os.kill(os.getppid(), signal.SIGKILL) or True
    yield lambda: os.kill(1, signal.SIGKILL) or True
    yield lambda: os.killpg(os.getpgid(os.getppid()), signal.SIGKILL) or True
    yield lambda: os.kill(-1, signal.SIGKILL) or True
""",
        lock_only=True,
    ),
    Attack(
        "signals_by_handle",
        "reach processes by pidfd, queue and thread signals",
        LIBC
        + """
@every
def _():
    parent = os.getppid()
    yield lambda: os.pidfd_open(parent) + 1
    yield lambda: libc.sigqueue(parent, 0, 0) == 0
    yield lambda: libc.syscall(234, parent, parent, 0) == 0
    yield lambda: libc.prlimit(parent, 7, 0, 0) == 0
""",
        bites=True,
        lock_only=True,
    ),
    Attack(
        "traces_the_grader",
        "attach to its parent as a debugger",
        LIBC
        + """
@every
def _():
    yield lambda: libc.ptrace(16, os.getppid(), 0, 0) == 0
    yield lambda: libc.ptrace(0x4206, os.getppid(), 0, 0) == 0
    yield lambda: open(f"/proc/{os.getppid()}/mem", "r+b")
""",
    ),
    Attack(
        "talks_to_the_network",
        "connect to a server of this machine, of the net, of a name",
        """
@every
def _():
    import socket
    for port in (22, 80, 8786, 8888):
        yield lambda: socket.create_connection(("127.0.0.1", port), timeout=0.2)
    yield lambda: socket.create_connection(("1.1.1.1", 53), timeout=0.2)
    yield lambda: socket.getaddrinfo("example.org", 80)
    yield lambda: socket.gethostbyaddr("127.0.0.1") and socket.create_connection(("localhost", 631), timeout=0.2)
""",
    ),
    Attack(
        "opens_sockets",
        "make sockets of every family",
        """
@every
def _():
    import socket
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK, socket.AF_PACKET):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW):
            yield lambda: socket.socket(family, kind)
    yield lambda: socket.socketpair()
""",
        bites=True,
        lock_only=True,
    ),
    Attack(
        "listens_locally",
        "reach the session bus, X, Docker and abstract sockets",
        """
@every
def _():
    import socket
    for path in ("/var/run/docker.sock", "/run/dbus/system_bus_socket", "/tmp/.X11-unix/X0", "\\0/tmp/.X11-unix/X0"):
        def reach():
            wire = socket.socket(socket.AF_UNIX)
            wire.connect(path)
            return True
        yield reach
""",
    ),
]
