"""What the interpreter of a box is started with, as text: NumPy, and then whatever the trusted side sends.

NumPy is imported while the trusted side still compiles; its folder's parent is on the path no longer than that.
"""

import marshal
import os
import sys


def boot(control: int, payload: int, numpy_parent: str) -> None:
    """Be the clean process. `control` is the descriptor of a socket, `payload` of a file to read when that says go."""
    sys.path.append(numpy_parent)
    import numpy.fft
    import numpy.linalg
    import numpy.random  # noqa: F401

    sys.path.pop()
    if os.read(control, 2) != b"go":
        sys.exit("nobody is there any more")
    with open(payload, "rb") as stream:
        stream.seek(0)
        modules, files, options = marshal.load(stream)  # noqa: S302  # from the trusted side
    memory: dict = {"__name__": "memory"}
    exec(modules["_box.memory"][2], memory)  # noqa: S102
    memory["install"](modules, files)
    from _box import zygote

    zygote.main(control, options)


if __name__ == "__main__":
    boot(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
