import numpy as np


def adam_step(w, g, state, lr=1e-3, rho1=0.9, rho2=0.999, delta=1e-8):
    if state is None:
        state = {"m": np.zeros(np.shape(w)), "v": np.zeros(np.shape(w)), "t": 0}
    t = state["t"] + 1
    m = state["m"] + (1 - rho1) * (g - state["m"])
    v = state["v"] + (1 - rho2) * (np.square(g) - state["v"])
    m_hat, v_hat = m / (1 - pow(rho1, t)), v / (1 - pow(rho2, t))
    return w - lr * m_hat / (np.sqrt(v_hat) + delta), {"m": m, "v": v, "t": t}
