"""One step of each optimiser: w, g and a state in; new w and new state out (lectures O1 O3 O4 O5 O6 R4).

The state is None on the first call and then whatever the call before returned. With delta = 0 a root can be 0; then g
has been 0 from the beginning, and w stays where it is.
"""

import numpy as np

from reference_impl.checking import checked


@checked(w="(...) or number", g="like w", lr="number")
def sgd_step(w, g, lr):
    """One step of gradient descent (lectures O1 O11).

    Args:
        w: parameter, an array of any shape.
        g: gradient, shaped like w.
        lr: learning rate; the first remedy against a gradient that explodes is a smaller one.
    Returns:
        w: the new parameter, a new array.
    """
    return w - lr * g


@checked(w="(...) or number", g="like w", lr="number", alpha="in [0, 1)")
def momentum_step(w, g, state, lr, alpha=0.9):
    """One step with momentum: a velocity remembers past gradients (lectures O3 O13).

    Args:
        w: parameter, an array of any shape.
        g: gradient, shaped like w.
        state: None on the first call (velocity 0), then the state that the last call returned.
        lr: learning rate, epsilon on the slides; it is part of the velocity.
        alpha: how much of the velocity stays.
    Returns:
        w: the new parameter, a new array.
        state: whatever the next call needs.
    """
    v = np.zeros_like(w) if state is None else state
    v = alpha * v - lr * g
    return w + v, v


@checked(w="(...) or number", g="like w", lr="number", delta="number >= 0")
def adagrad_step(w, g, state, lr, delta=1e-8):
    """One step of AdaGrad: each element has its own rate, that only shrinks (lectures O4 O12).

    Args:
        w: parameter, an array of any shape.
        g: gradient, shaped like w.
        state: None on the first call (r = 0), then the state that the last call returned.
        lr: learning rate.
        delta: small number added to the root, outside of it.
    Returns:
        w: the new parameter, a new array.
        state: whatever the next call needs.
    """
    r = np.zeros_like(w) if state is None else state
    r = r + g**2
    root = delta + np.sqrt(r)
    return w - lr * g / np.where(root == 0, 1, root), r


@checked(w="(...) or number", g="like w", lr="number", rho="in [0, 1)", delta="number >= 0")
def rmsprop_step(w, g, state, lr, rho=0.9, delta=1e-8):
    """One step of RMSProp: AdaGrad that forgets (lectures O5 O12).

    Args:
        w: parameter, an array of any shape.
        g: gradient, shaped like w.
        state: None on the first call (r = 0), then the state that the last call returned.
        lr: learning rate.
        rho: how much of the running mean of squares stays.
        delta: small number added to the root, outside of it.
    Returns:
        w: the new parameter, a new array.
        state: whatever the next call needs.
    """
    r = np.zeros_like(w) if state is None else state
    r = rho * r + (1 - rho) * g**2
    root = delta + np.sqrt(r)
    return w - lr * g / np.where(root == 0, 1, root), r


@checked(w="(...) or number", g="like w", lr="number", rho1="in [0, 1)", rho2="in [0, 1)", delta="number >= 0")
def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    """One step of Adam, with both bias corrections (lectures O6 O12).

    Args:
        w: parameter, an array of any shape.
        g: gradient, shaped like w.
        state: None on the first call (both moments and the time are 0), then the state that the last call returned.
        lr: learning rate. (A margin note: the slide's 1e-4 and rho2 = 0.9 are unusual; the defaults here are Adam's.)
        rho1: how much of the running mean of gradients stays.
        rho2: how much of the running mean of squares stays.
        delta: small number added to the root, outside of it.
    Returns:
        w: the new parameter, a new array.
        state: whatever the next call needs.
    """
    s, r, t = (np.zeros_like(w), np.zeros_like(w), 0) if state is None else state
    t = t + 1
    s = rho1 * s + (1 - rho1) * g
    r = rho2 * r + (1 - rho2) * g**2
    s_hat = s / (1 - rho1**t)
    r_hat = r / (1 - rho2**t)
    root = np.sqrt(r_hat) + delta
    return w - lr * s_hat / np.where(root == 0, 1, root), (s, r, t)


@checked(
    w="(...) or number",
    g="like w",
    lr="number",
    rho1="in [0, 1)",
    rho2="in [0, 1)",
    delta="number >= 0",
    lam="number >= 0",
)
def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
    """One step of AdamW: Adam, and beside it weight decay that Adam does not see (lectures O6 R4).

    An L2 penalty would come in through g, and Adam would divide it by the root like every gradient: weights with
    large gradients would hardly decay. Here each weight loses the same share lr * lam of what it was before the step.

    Args:
        w: parameter, an array of any shape.
        g: gradient of the loss alone, without a penalty, shaped like w.
        state: None on the first call, then the state that the last call returned.
        lr: learning rate, of the step and of the decay.
        rho1, rho2, delta: as in adam_step.
        lam: strength of the decay.
    Returns:
        w: the new parameter, a new array.
        state: whatever the next call needs.
    """
    w_adam, state = adam_step(w, g, state, lr, rho1, rho2, delta)
    return w_adam - lr * lam * w, state
