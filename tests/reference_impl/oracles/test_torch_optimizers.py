"""Optimisers, clipping and initialisers against PyTorch: twenty steps each."""

import numpy as np
import pytest

from reference_impl import clipping, initialization, optimizers, penalties
from tests.reference_impl.oracles.compare import assert_agrees

torch = pytest.importorskip("torch", reason="PyTorch is an optional oracle")

ORACLE = "PyTorch"

STEPS = 20
CASES = {
    "sgd": (lambda w, g, s: (optimizers.sgd_step(w, g, 0.1), None), lambda p: torch.optim.SGD(p, lr=0.1)),
    "momentum": (
        lambda w, g, s: optimizers.momentum_step(w, g, s, 0.1, alpha=0.8),
        lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.8),
    ),
    "adagrad": (
        lambda w, g, s: optimizers.adagrad_step(w, g, s, 0.1, delta=1e-6),
        lambda p: torch.optim.Adagrad(p, lr=0.1, eps=1e-6),
    ),
    "rmsprop": (
        lambda w, g, s: optimizers.rmsprop_step(w, g, s, 0.01, rho=0.95, delta=1e-6),
        lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.95, eps=1e-6),
    ),
    "adam": (
        lambda w, g, s: optimizers.adam_step(w, g, s, 0.01, 0.8, 0.99, 1e-6),
        lambda p: torch.optim.Adam(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6),
    ),
    "adam's defaults": (lambda w, g, s: optimizers.adam_step(w, g, s), lambda p: torch.optim.Adam(p)),
    "adamw": (
        lambda w, g, s: optimizers.adamw_step(w, g, s, 0.01, 0.8, 0.99, 1e-6, lam=0.3),
        lambda p: torch.optim.AdamW(p, lr=0.01, betas=(0.8, 0.99), eps=1e-6, weight_decay=0.3),
    ),
    "adamw's defaults": (lambda w, g, s: optimizers.adamw_step(w, g, s), lambda p: torch.optim.AdamW(p)),
    "weight decay": (
        lambda w, g, s: (penalties.weight_decay_step(w, g, 0.1, 0.2), None),
        lambda p: torch.optim.SGD(p, lr=0.1, weight_decay=0.2),
    ),
}


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", CASES)
def test_twenty_steps(name, dtype):
    ours, theirs = CASES[name]
    rng = np.random.default_rng(4)
    w, state = rng.standard_normal((3, 4)).astype(dtype), None
    parameter = torch.nn.Parameter(torch.tensor(w))
    optimizer = theirs([parameter])
    for step in range(STEPS):
        g = rng.standard_normal((3, 4)).astype(dtype)
        w, state = ours(w, g, state)
        parameter.grad = torch.tensor(g)
        optimizer.step()
        assert_agrees(w, parameter.detach(), dtype, f"step {step + 1}")


@pytest.mark.parametrize("max_norm", [0.5, 100.0])
def test_clip_by_norm_but_for_their_epsilon(max_norm):
    rng = np.random.default_rng(5)
    grads = {"a": rng.standard_normal((3, 4)), "b": rng.standard_normal(5)}
    parameters = [torch.nn.Parameter(torch.zeros(g.shape, dtype=torch.float64)) for g in grads.values()]
    for parameter, g in zip(parameters, grads.values(), strict=True):
        parameter.grad = torch.tensor(g)
    norm = torch.nn.utils.clip_grad_norm_(parameters, max_norm).item()
    clipped, ours = clipping.clip_by_norm(grads, max_norm)
    assert_agrees(ours, norm)
    theirs_over_ours = norm / (norm + 1e-6) if norm > max_norm else 1.0
    for parameter, g in zip(parameters, clipped.values(), strict=True):
        assert_agrees(g * theirs_over_ours, parameter.grad)


def test_clip_by_value():
    g = np.random.default_rng(6).standard_normal((3, 4))
    assert_agrees(clipping.clip_by_value(g, -0.3, 0.5), torch.clamp(torch.tensor(g), -0.3, 0.5))


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("xavier_normal", torch.nn.init.xavier_normal_),
        ("xavier_uniform", torch.nn.init.xavier_uniform_),
        ("he_normal", lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="relu")),
        ("he_uniform", lambda w: torch.nn.init.kaiming_uniform_(w, nonlinearity="relu")),
        ("torch_linear_init", lambda w: torch.nn.Linear(300, 200).weight.detach()),
    ],
)
def test_initialisers_have_the_same_distribution(ours, theirs):
    """Random numbers differ; deviation and largest value of 60,000 draws must not, by more than 2%."""
    W = getattr(initialization, ours)((200, 300), np.random.default_rng(7))
    torch.manual_seed(0)
    expected = theirs(torch.empty(200, 300)).numpy()
    assert W.shape == expected.shape
    np.testing.assert_allclose(W.std(), expected.std(), rtol=0.02)
    if "uniform" in ours or "linear" in ours:
        np.testing.assert_allclose(np.abs(W).max(), np.abs(expected).max(), rtol=0.02)
