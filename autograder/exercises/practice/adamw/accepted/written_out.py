"""All of Adam written out, with a dict for the state."""

import numpy as np


def adamw_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8, lam=0.01):
    old = state or {"m": 0.0, "v": 0.0, "t": 0}
    new = {"m": rho1 * old["m"] + (1 - rho1) * g, "v": rho2 * old["v"] + (1 - rho2) * g * g, "t": old["t"] + 1}
    m_hat = new["m"] / (1 - rho1 ** new["t"])
    v_hat = new["v"] / (1 - rho2 ** new["t"])
    return w - lr * (m_hat / (np.sqrt(v_hat) + delta) + lam * w), new
