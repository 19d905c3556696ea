"""Speed of the reference as ratios in one run: to PyTorch on one thread, and to plain Python loops.

    python -m tests.benchmarks.bench_reference

Each row is one forward and one backward pass in float32 at batch 64; "x torch" below 1 is faster than PyTorch.
Ours and theirs take turns, and the median of the ratios is printed, so that a busy machine slows both alike. The loops
run on one example and count 64 times.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"  # before NumPy is imported

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from reference_impl import activations, batchnorm, convolution, lenet, linear, pooling

BATCH, ROUNDS = 64, 25
RNG = np.random.default_rng(0)
AIMS = {"linear": 1.5, "sigmoid": 1.5, "tanh": 1.5, "relu": 1.5}  # the others: 3


def draw(*shape: int) -> np.ndarray:
    return RNG.standard_normal(shape).astype(np.float32)


def both(forward: Callable, backward: Callable, inputs: tuple, dout: np.ndarray) -> Callable:
    """Our forward and backward pass as one call."""

    def run() -> None:
        _, cache, *_ = forward(*inputs)
        backward(dout, cache)

    return run


def layers(torch: object) -> dict[str, tuple[Callable, Callable]]:
    """Name -> (ours, PyTorch's)."""
    F, table = torch.nn.functional, {}

    def add(name, forward, backward, inputs, theirs, gradients_of):
        dout = draw(*forward(*inputs)[0].shape)
        leaves = [torch.tensor(inputs[i], requires_grad=True) for i in gradients_of]
        tdout = torch.tensor(dout)
        table[name] = (
            both(forward, backward, inputs, dout),
            lambda: torch.autograd.grad(theirs(*leaves), leaves, tdout),
        )

    inputs = (draw(BATCH, 800), draw(500, 800), draw(500))
    add("linear", linear.linear_forward, linear.linear_backward, inputs, F.linear, (0, 1, 2))
    for name in ("sigmoid", "tanh", "relu"):
        forward, backward = getattr(activations, f"{name}_forward"), getattr(activations, f"{name}_backward")
        add(name, forward, backward, (draw(BATCH, 2000),), getattr(torch, name), (0,))
    for name, shape in (("", (BATCH, 500)), ("spatial_", (BATCH, 20, 24, 24))):
        C = shape[1]
        running = {"mean": np.zeros(C, np.float32), "var": np.ones(C, np.float32)}
        statistics_ = [torch.zeros(C), torch.ones(C)]
        add(
            f"{name}batchnorm",
            getattr(batchnorm, f"{name}batchnorm_forward"),
            getattr(batchnorm, f"{name}batchnorm_backward"),
            (draw(*shape), draw(C), draw(C), running, True),
            lambda x, gamma, beta, s=statistics_: F.batch_norm(x, *s, gamma, beta, training=True),
            (0, 1, 2),
        )
    for name, shape, kernels in (
        ("conv1", (BATCH, 1, 28, 28), (20, 1, 5, 5)),
        ("conv2", (BATCH, 20, 12, 12), (50, 20, 5, 5)),
    ):
        inputs = (draw(*shape), draw(*kernels), draw(kernels[0]))
        add(name, convolution.conv2d_forward, convolution.conv2d_backward, inputs, F.conv2d, (0, 1, 2))
    images = (draw(BATCH, 20, 24, 24),)
    add("max_pool", pooling.max_pool_forward, pooling.max_pool_backward, images, lambda x: F.max_pool2d(x, 2), (0,))
    table["lenet step"] = lenet_steps(torch)
    return table


def lenet_steps(torch: object) -> tuple[Callable, Callable]:
    """One training step of the lecture's LeNet: loss, gradients and update."""
    F = torch.nn.functional
    params, x, y = lenet.lenet_params(RNG), draw(BATCH, 1, 28, 28), RNG.integers(0, 10, BATCH)
    leaves = {name: torch.tensor(value, requires_grad=True) for name, value in params.items()}
    optimizer = torch.optim.SGD(leaves.values(), lr=1e-6)
    tx, ty = torch.tensor(x), torch.tensor(y)

    def ours() -> None:
        _, grads = lenet.lenet_loss(params, x, y)
        for name in params:
            params[name] = params[name] - 1e-6 * grads[name]

    def theirs() -> None:
        optimizer.zero_grad()
        h = F.max_pool2d(F.conv2d(tx, leaves["conv1_w"], leaves["conv1_b"]), 2)
        h = F.max_pool2d(F.conv2d(h, leaves["conv2_w"], leaves["conv2_b"]), 2).flatten(1)
        h = torch.relu(F.linear(h, leaves["fc1_w"], leaves["fc1_b"]))
        F.cross_entropy(F.linear(h, leaves["fc2_w"], leaves["fc2_b"]), ty).backward()
        optimizer.step()

    return ours, theirs


def linear_loops() -> None:
    """Forward and backward pass of one example through the linear layer of the table, number by number."""
    x, W, dz = draw(800).tolist(), draw(500, 800).tolist(), draw(500).tolist()
    [sum(w * v for w, v in zip(row, x, strict=True)) for row in W]
    [sum(dz[m] * W[m][d] for m in range(500)) for d in range(800)]
    [[g * v for v in x] for g in dz]


def convolution_loops() -> None:
    """Forward and backward pass of one image through conv1 of the table, window by window."""
    x, w = draw(1, 28, 28), draw(20, 1, 5, 5)
    dout, dx, dw = draw(20, 24, 24), np.zeros_like(x), np.zeros_like(w)
    out = np.zeros((20, 24, 24), np.float32)
    for f in range(20):
        for i in range(24):
            for j in range(24):
                out[f, i, j] = (x[:, i : i + 5, j : j + 5] * w[f]).sum()
                dx[:, i : i + 5, j : j + 5] += w[f] * dout[f, i, j]
                dw[f] += x[:, i : i + 5, j : j + 5] * dout[f, i, j]


def pooling_loops() -> None:
    """Forward and backward pass of one image through max_pool of the table, window by window."""
    x, dout = draw(20, 24, 24), draw(20, 12, 12)
    dx = np.zeros_like(x)
    for c in range(20):
        for i in range(12):
            for j in range(12):
                winner = np.unravel_index(x[c, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].argmax(), (2, 2))
                dx[c, 2 * i + winner[0], 2 * j + winner[1]] += dout[c, i, j]


LOOPS = {"linear": linear_loops, "conv1": convolution_loops, "max_pool": pooling_loops}


def seconds(call: Callable) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def compare(ours: Callable, theirs: Callable) -> tuple[float, float]:
    """Median seconds of ours, and median ratio to theirs over rounds in turn (after three to warm up)."""
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(ROUNDS + 3)][3:]
    return statistics.median(a for a, _ in pairs), statistics.median(a / b for a, b in pairs)


def main() -> int:
    """Print the table; 1 when a ratio misses its aim, 2 without PyTorch."""
    try:
        import torch
    except ModuleNotFoundError:
        print("PyTorch is missing: pip install --group oracles", file=sys.stderr)
        return 2

    torch.set_num_threads(1)
    missed = []
    print(f"{'forward + backward':<20}{'ms':>8}{'x torch':>10}{'aim':>6}{'loops':>10}")
    for name, (ours, theirs) in layers(torch).items():
        took, ratio = compare(ours, theirs)
        aim = AIMS.get(name, 3.0)
        slower = f"{BATCH * seconds(LOOPS[name]) / took:>9.0f}x" if name in LOOPS else ""
        print(f"{name:<20}{1e3 * took:>8.2f}{ratio:>10.2f}{aim:>6.1f}{slower}")
        missed += [name] if ratio > aim else []
    print("all within their aims" if not missed else f"slower than aimed at: {', '.join(missed)}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
