"""What IPython reads and Python does not: magics, commands, prompts, and text as other editors write it."""

from __future__ import annotations

import textwrap

from .model import BACKWARD, FORWARD, LINEAR, Work, odd


@odd()
def inline_plots(work: Work) -> None:
    """Begins the solution cell with `%matplotlib inline`."""
    work.write(f"%matplotlib inline\n{LINEAR}")


@odd()
def sharp_plots(work: Work) -> None:
    """Asks for sharper pictures on the way."""
    work.write(f"{FORWARD}\n\n%config InlineBackend.figure_format = 'retina'\n\n{BACKWARD}")


@odd()
def modules_reloaded(work: Work) -> None:
    """Loads the extension of which a forum says that everybody should."""
    work.write(f"%load_ext autoreload\n%autoreload 2\n{LINEAR}")


@odd()
def cell_timed(work: Work) -> None:
    """Leaves `%%time` at the top."""
    work.write(f"%%time\n{LINEAR}")


@odd()
def cell_profiled(work: Work) -> None:
    """Leaves `%%prun` at the top."""
    work.write(f"%%prun\n{LINEAR}")


@odd()
def cell_captured(work: Work) -> None:
    """Silences the cell with `%%capture`."""
    work.write(f"%%capture output\n{LINEAR}\nprint('loud')")


@odd()
def cell_timed_below_a_blank_line(work: Work) -> None:
    """Leaves a blank line above `%%time`."""
    work.write(f"\n%%time\n{LINEAR}")


@odd()
def call_timed(work: Work) -> None:
    """Times a call between the two functions."""
    work.write(f"{FORWARD}\n\n\n%time linear_forward(np.ones((2, 3)), np.ones((4, 3)), np.ones(4))\n\n\n{BACKWARD}")


@odd()
def call_timed_in_a_block(work: Work) -> None:
    """Times a call under an `if`."""
    work.write(f"{FORWARD}\n\nif True:\n    %time linear_forward(np.ones((2, 3)), np.ones((4, 3)), 0)\n\n{BACKWARD}")


@odd()
def remainder_on_its_own_line(work: Work) -> None:
    """Breaks a long expression before `%`."""
    work.write(f"half = (7\n        % 4)\n{LINEAR}")


@odd()
def remainder_and_a_magic(work: Work) -> None:
    """The same in a cell that also times a call."""
    odd_units = "def is_odd(k):\n    return (k\n            % 2) == 1"
    work.write(f"{odd_units}\n\n\n{LINEAR}\n\n\n%time is_odd(3)")


@odd()
def magic_in_a_text(work: Work) -> None:
    """Has a line that looks like a command inside a docstring, and a command elsewhere."""
    work.write('"""Notes:\n%matplotlib inline makes pictures small\n!important\n"""\n%time 1 + 1\n' + LINEAR)


@odd()
def package_installed(work: Work) -> None:
    """Installs something first."""
    work.write(f"!pip install torchviz --quiet\n{LINEAR}")


@odd()
def package_installed_by_magic(work: Work) -> None:
    """Installs something first, as the newer documentation says."""
    work.write(f"%pip install --quiet tabulate\n{LINEAR}")


@odd()
def command_over_two_lines(work: Work) -> None:
    """Breaks a long command with a backslash."""
    work.write(f"!echo downloading \\\n    --quiet\n{LINEAR}")


@odd()
def command_assigned(work: Work) -> None:
    """Lists the folder to see whether the data is there."""
    work.write(f"files = !ls\n{LINEAR}")


@odd()
def help_asked_before(work: Work) -> None:
    """Looks something up with `?np.sum` and leaves it there."""
    work.write(f"?np.sum\n{LINEAR}")


@odd()
def help_asked_behind(work: Work) -> None:
    """Looks something up with `np.sum?` between the functions."""
    work.write(f"{FORWARD}\n\nnp.sum?\n\n{BACKWARD}")


@odd()
def source_asked(work: Work) -> None:
    """Reads the source of an own function with `??`."""
    work.write(f"{LINEAR}\n\nlinear_forward??")


@odd()
def cell_indented(work: Work) -> None:
    """Pastes the cell with the indentation that it had elsewhere."""
    work.write(textwrap.indent(LINEAR, "    "))


@odd()
def python_prompts_pasted(work: Work) -> None:
    """Pastes a session of Python, prompts and all."""
    work.write(_prompted(LINEAR, ">>> ", "... "))


@odd()
def ipython_prompts_pasted(work: Work) -> None:
    """Pastes a session of IPython, prompts and all."""
    work.write(_prompted(LINEAR, "In [3]: ", "   ...: "))


@odd()
def awaits(work: Work) -> None:
    """Awaits something at the top of the cell."""
    work.write(f"import asyncio\nawait asyncio.sleep(0)\n{LINEAR}")


@odd()
def exported_magic(work: Work) -> None:
    """Pastes from a script that JupyterLab had exported."""
    work.write(f"get_ipython().run_line_magic('matplotlib', 'inline')\n{LINEAR}")


@odd()
def semicolons(work: Work) -> None:
    """Ends lines as in MATLAB."""
    work.write("\n".join(line if line.endswith(":") or not line else f"{line};" for line in LINEAR.split("\n")))


@odd()
def tabs(work: Work) -> None:
    """Indents with tabs."""
    work.write(LINEAR.replace("    ", "\t"))


@odd()
def windows_line_ends(work: Work) -> None:
    """Has every line end with CR LF, after a detour through git on Windows."""
    for cell in work.cells:
        cell["source"] = cell["source"].replace("\n", "\r\n")


@odd()
def windows_line_ends_and_a_magic(work: Work) -> None:
    """The same with `%%time` at the top."""
    work.write(f"%%time\n{LINEAR}".replace("\n", "\r\n"))


@odd()
def form_feeds(work: Work) -> None:
    """Separates the functions with a form feed, as Emacs does."""
    work.write(f"{FORWARD}\n\f\n{BACKWARD}")


@odd()
def no_break_spaces(work: Work) -> None:
    """Pastes a comment from a web page, no-break spaces and curly quotes included."""
    work.write(f"# the layer\xa0of “lecture B4”\n{LINEAR}")


@odd()
def names_beyond_ascii(work: Work) -> None:
    """Writes Greek where the lecture does."""
    backward = BACKWARD.replace("x, W = cache", "χ, Ω = cache").replace("@ W", "@ Ω").replace("@ x", "@ χ")
    work.write(f"{FORWARD}\n\n\n{backward}")


@odd()
def emoji(work: Work) -> None:
    """Says what it feels like."""
    work.write(f"# finally 🎉 works 😭😭\n{LINEAR}\nprint('✅')")


@odd()
def page_in_the_notebook(work: Work) -> None:
    """Adds a cell of HTML for a nicer heading."""
    work.above(work.solution(), "%%html\n<h2>My layer</h2>")


def _prompted(source: str, first: str, following: str) -> str:
    """The text as a session shows it: a prompt where a statement begins, another one on its further lines."""
    lines = [line for line in source.split("\n") if line]
    return "\n".join((following if line.startswith(" ") else first) + line for line in lines)
