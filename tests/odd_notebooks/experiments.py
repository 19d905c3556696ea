"""What students try out in cells of their own: it costs nobody the graded ones."""

from __future__ import annotations

from .model import BACKWARD, FORWARD, LINEAR, WRONG, Work, odd

NO_DROPOUT = "def dropout_forward(x, p, rng, training):\n    return x, (np.ones(x.shape, bool), p)"


@odd("dropout")
def function_redefined_later(work: Work) -> None:
    """Redefines a function at the end, to see what the network does without it."""
    work.at_end("# and without dropout?\n" + NO_DROPOUT)


@odd("dropout")
def function_redefined_later_by_assignment(work: Work) -> None:
    """The same by assignment."""
    work.at_end("dropout_forward = lambda x, p, rng, training: (x, None)")


@odd()
def function_deleted_later(work: Work) -> None:
    """Tidies up behind the check."""
    work.below(work.check(), "del linear_forward, linear_backward")


@odd()
def names_cleared_later(work: Work) -> None:
    """Clears all names at the end with `%reset -f`."""
    work.at_end("%reset -f")


@odd()
def helper_name_used_twice(work: Work) -> None:
    """Calls the helpers of two exercises alike."""
    work.write("def total(a):\n    return a.sum(axis=0)\n\n\n" + LINEAR.replace("dz.sum(axis=0)", "total(dz)"))
    work.write(work.right["dropout"] + "\n\n\ndef total(a):\n    return a.sum()", "dropout")


@odd()
def constant_used_twice(work: Work) -> None:
    """Calls the constants of two exercises alike."""
    work.write("AXIS = 0\n" + LINEAR.replace("axis=0", "axis=AXIS"))
    work.above(work.solution("dropout"), "AXIS = 1")


@odd()
def builtin_shadowed_later(work: Work) -> None:
    """Adds up by hand in an experiment, in a variable called `sum`."""
    work.write(LINEAR.replace("dz.sum(axis=0)", "sum(dz)"))
    work.below(work.check(), "sum = 0\nfor k in range(10):\n    sum += k")


@odd()
def numpy_shadowed_later(work: Work) -> None:
    """Uses `np` for the number of passes."""
    work.write(LINEAR.replace("dz.sum(axis=0)", "np.sum(dz, axis=0)"))
    work.at_end("np = 20")


@odd()
def endless_loop_at_the_end(work: Work) -> None:
    """Trains until it converges, which it never does, and interrupts that."""
    work.at_end("loss = 1.0\nwhile loss > 0:\n    loss = loss * 0.5 + 0.1")


@odd("dropout")
def endless_loop_in_a_function(work: Work) -> None:
    """Writes a function that trains until it converges, and calls it at the end."""
    fit = "def fit(loss):\n    while loss > 0:\n        loss = loss * 0.5 + 0.1\n    return loss"
    work.below(work.check("toy_graph"), fit)
    work.at_end("import math", "best = math.inf\nbest = min(best, fit(1.0))")


@odd("dropout")
def endless_loop_in_a_helper(work: Work) -> None:
    """The same with a function that stands in a solution cell, below the one that is asked for."""
    work.write(f"{LINEAR}\n\n\ndef fit(loss):\n    while loss > 0:\n        loss = loss * 0.5 + 0.1")
    work.at_end("fit(1.0)")


@odd("dropout")
def endless_iterator_at_the_end(work: Work) -> None:
    """Counts steps that nothing ends."""
    work.at_end("import itertools\nfor step in itertools.count():\n    loss = 1 / (step + 1)")


@odd("dropout")
def sleeps_at_the_end(work: Work) -> None:
    """Waits for a download at the end."""
    work.at_end("import time\ntime.sleep(3600)")


@odd("dropout")
def long_loop_at_the_end(work: Work) -> None:
    """Trains for a while."""
    work.at_end("import time\nuntil = time.process_time() + 0.5\nwhile time.process_time() < until:\n    pass")


@odd("dropout")
def loop_with_a_break_at_the_end(work: Work) -> None:
    """Trains until a batch is good enough, with batches that never end."""
    batches = "def batches(rng):\n    while True:\n        yield rng.normal(size=4)"
    work.at_end(batches, "for x in batches(np.random.default_rng(0)):\n    if x.mean() > 0.5:\n        break")
    work.at_end("step = 0\nwhile True:\n    step += 1\n    if step > 100:\n        break")


@odd("dropout")
def asks_at_the_end(work: Work) -> None:
    """Asks its reader whether to go on, for as long as the answer is yes."""
    work.at_end("while input('Once more? ') == '1':\n    print(linear_forward)")


@odd("dropout")
def endless_loop_between(work: Work) -> None:
    """The same between two exercises."""
    work.below(work.check("toy_graph"), "while True:\n    pass")


@odd()
def many_experiments(work: Work) -> None:
    """Has twelve experiments, none of them long, which together outlast every other notebook."""
    work.at_end(*["import time\nuntil = time.process_time() + 0.25\nwhile time.process_time() < until:\n    pass"] * 12)


@odd()
def sleeps(work: Work) -> None:
    """Waits for a download that is not there any more, and interrupts that."""
    work.below(work.check("toy_graph"), "import time\ntime.sleep(3600)")


@odd()
def prints_a_million_lines(work: Work) -> None:
    """Prints the loss of every step."""
    work.below(work.check("toy_graph"), "for step in range(1_000_000):\n    print('step', step, 'loss', 0.6931)")


@odd()
def takes_much_memory(work: Work) -> None:
    """Asks for a table of all pairs."""
    work.below(work.check("toy_graph"), "pairs = np.zeros((30_000, 30_000))")


@odd()
def keeps_much_memory(work: Work) -> None:
    """Keeps the weights of every step."""
    work.below(work.check("toy_graph"), "history = [np.ones(1_000_000) for step in range(60)]")


@odd()
def raises(work: Work) -> None:
    """Shows what happens for shapes that do not fit."""
    work.below(work.check("toy_graph"), "np.ones((2, 3)) @ np.ones((2, 3))")


@odd()
def half_a_line(work: Work) -> None:
    """Leaves a cell with half a line of code."""
    work.below(work.check("toy_graph"), "for step in range(")


@odd()
def ends_the_process(work: Work) -> None:
    """Pastes a script that ends with `sys.exit()`."""
    work.below(work.check("toy_graph"), "import sys\nsys.exit()")


@odd()
def leaves(work: Work) -> None:
    """Ends the session with `exit()`, and finds the last exercises the next day."""
    work.below(work.check("toy_graph"), "exit()")


@odd()
def quits(work: Work) -> None:
    """The same with `quit`, which IPython takes without parentheses."""
    work.below(work.check("toy_graph"), "quit")


@odd()
def asks_in_an_own_cell(work: Work) -> None:
    """Asks its reader for a number."""
    work.below(work.check("toy_graph"), "steps = int(input('How many steps? '))")


@odd()
def plots(work: Work) -> None:
    """Draws pictures around and within the solution cell."""
    draw = "import matplotlib.pyplot as plt\nfig, (left, right) = plt.subplots(1, 2)\nleft.plot([1, 2])\nplt.show()"
    work.write(f"{FORWARD}\n\n\n{draw}\n\n\n{BACKWARD}")


@odd()
def shows_progress(work: Work) -> None:
    """Shows the progress of a loop with tqdm."""
    work.write(f"from tqdm import tqdm\nfor step in tqdm(range(3)):\n    pass\n\n\n{LINEAR}")


@odd("dropout")
def seeds_everything(work: Work) -> None:
    """Fixes every seed that there is."""
    work.above(work.solution("toy_graph"), "import random\nrandom.seed(0)\nnp.random.seed(0)")


@odd()
def warnings_became_errors(work: Work) -> None:
    """Hunts for a warning in an experiment and leaves it that way."""
    work.write(_dividing_by_zero())
    work.below(work.check(), "import warnings\nwarnings.simplefilter('error')")


@odd()
def numpy_raises(work: Work) -> None:
    """Hunts for a NaN in an experiment and leaves it that way."""
    work.write(_dividing_by_zero())
    work.below(work.check(), "np.seterr(all='raise')")


@odd()
def from_colab(work: Work) -> None:
    """Mounts a drive first, as in Colab."""
    work.above(work.solution("toy_graph"), "from google.colab import drive\ndrive.mount('/content/drive')")


@odd()
def compares_with_torch(work: Work) -> None:
    """Compares with PyTorch, which the course does not bring."""
    work.below(work.check(), "import torch\ntorch.nn.Linear(3, 4)")


@odd()
def saves_a_file(work: Work) -> None:
    """Saves something on the way to the second function."""
    work.write(f"{FORWARD}\n\n\nnp.save('weights.npy', np.ones(3))\n\n\n{BACKWARD}")


@odd()
def wrong_experiment_above(work: Work) -> None:
    """Tries in a cell above what the solution cell then does rightly."""
    work.above(work.solution(), WRONG)


def _dividing_by_zero() -> str:
    """A right answer with a division by zero whose result nobody takes."""
    return LINEAR.replace("dz.sum(axis=0)", "np.where(True, dz.sum(axis=0), dz.sum(axis=0) / 0)")
