"""Attacks on the walls by system calls: privileges, namespaces, memory, what other dialects and rare calls allow."""

from .model import Attack

LIBC = """
import ctypes, os
libc = ctypes.CDLL(None, use_errno=True)
"""

ATTACKS = [
    Attack(
        "becomes_root",
        "change user, group and capabilities",
        LIBC
        + """
@every
def _():
    yield lambda: os.getuid() == 0 or os.geteuid() == 0
    yield lambda: os.setuid(0) or True
    yield lambda: os.setresuid(0, 0, 0) or True
    yield lambda: os.setgroups([0]) or True
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[2**32 - 1] * 6)
    yield lambda: libc.capset(header, data) == 0
    yield lambda: libc.prctl(38, 0, 0, 0, 0) == 0
""",
    ),
    Attack(
        "makes_namespaces",
        "unshare, mount, change the root",
        LIBC
        + """
@every
def _():
    for flags in (0x10000000, 0x00020000, 0x40000000, 0x20000000, 0x10020000):
        yield lambda: libc.unshare(flags) == 0
    yield lambda: libc.mount(b"none", b"/", b"tmpfs", 0, None) == 0
    yield lambda: libc.umount2(b"/", 2) == 0
    yield lambda: os.chroot("/") or True
    yield lambda: libc.setns(3, 0) == 0
""",
        lock_only=True,
    ),
    Attack(
        "uses_rare_system_calls",
        "bpf, keyctl, userfaultfd, io_uring, perf, kexec, modules, clock, swap",
        LIBC
        + """
@every
def _():
    import platform
    x86 = platform.machine() == "x86_64"
    numbers = (321, 250, 248, 323, 425, 426, 298, 246, 175, 227, 167, 169, 164, 304, 155) if x86 else (280, 219)
    for number in numbers:
        yield lambda: libc.syscall(number, 0, 0, 0, 0, 0) >= 0
""",
        lock_only=True,
    ),
    Attack(
        "calls_in_another_dialect",
        "use system calls of the 32-bit and the x32 interface",
        LIBC
        + """
@every
def _():
    for number in (2, 41, 57, 59, 62, 101, 319):
        yield lambda: libc.syscall(0x40000000 | number, 0, 0, 0, 0, 0) >= 0
""",
    ),
    Attack(
        "makes_files_in_memory",
        "a file in memory, secret memory, watches on files",
        LIBC
        + """
@every
def _():
    yield lambda: os.memfd_create("x") + 1
    yield lambda: libc.syscall(447, 0) >= 0
    yield lambda: libc.inotify_init1(0) >= 0
    yield lambda: libc.fanotify_init(0, 0) >= 0
    yield lambda: os.eventfd(0) + 1
""",
        bites=True,
        lock_only=True,
    ),
    Attack(
        "runs_machine_code",
        "map writable and executable memory and call system calls from there",
        """
import ctypes, platform
def toy_graph(x, y, z):
    map_memory = ctypes.CDLL(None).mmap
    map_memory.restype, map_memory.argtypes = ctypes.c_void_p, [ctypes.c_void_p, ctypes.c_size_t] + [ctypes.c_int] * 4
    page = map_memory(None, 4096, 7, 0x22, -1, 0)
    fork = b"\\xb8\\x39\\x00\\x00\\x00\\x0f\\x05\\xc3"
    code = fork if platform.machine() == "x86_64" else b"\\xc0\\x03\\x5f\\xd6"
    ctypes.memmove(page, code, len(code))
    made = ctypes.CFUNCTYPE(ctypes.c_int)(page)()
    if made == 0:
        import os
        os._exit(0)
    return ((x + y) * z, (z, z, x + y)) if made > 0 else None
""",
    ),
    Attack(
        "pushes_others_aside",
        "priority, affinity, scheduling, memory locks, more of every resource",
        """
@every
def _():
    import os, resource
    yield lambda: os.setpriority(os.PRIO_USER, 0, -20) or True
    yield lambda: os.nice(-5)
    yield lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(50)) or True
    for name in ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_NOFILE", "RLIMIT_NPROC", "RLIMIT_FSIZE"):
        limit = getattr(resource, name)
        hard = resource.getrlimit(limit)[1]
        yield lambda: resource.setrlimit(limit, (hard + 1, hard + 1)) or True
""",
        lock_only=False,
    ),
    Attack(
        "stays_behind",
        "leave the session, ignore the parent's death, and wait for the next student",
        LIBC
        + """
@every
def _():
    def stay():
        if os.fork() == 0:
            os.setsid()
            os._exit(0)
        return True
    yield stay
    yield lambda: libc.prctl(1, 0, 0, 0, 0) == 0
    yield lambda: libc.prctl(36, 1, 0, 0, 0) == 0
""",
        bites=True,
        lock_only=True,
    ),
]
