def weight_decay_step(w, g, lr, lam):
    total = g + lam * w
    return w - lr * total
