"""One wide hidden layer, shifted digits, Adam written out."""


def fit_digits(x, y, rng):
    sizes = {"W1": (300, 784), "b1": (300,), "W2": (10, 300), "b2": (10,)}
    w = {
        k: (rng.standard_normal(s, dtype=np.float32) * np.float32((2 / s[-1]) ** 0.5 if len(s) == 2 else 0))
        for k, s in sizes.items()
    }
    m, v = ({k: np.zeros_like(value) for k, value in w.items()} for _ in range(2))
    epochs, size = 16, 50
    steps, t = epochs * -(-len(x) // size), 0
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for start in range(0, len(x), size):
            chosen = order[start : start + size]
            down, right = rng.integers(-1, 2, 2)  # one shift for the whole batch
            images = np.roll(x[chosen], (down, right), axis=(2, 3)).reshape(len(chosen), 784)
            z = images @ w["W1"].T + w["b1"]
            h = np.maximum(z, 0)
            o = h @ w["W2"].T + w["b2"]
            p = np.exp(o - o.max(axis=1, keepdims=True))
            p /= p.sum(axis=1, keepdims=True)
            p[np.arange(len(chosen)), y[chosen]] -= 1
            p /= len(chosen)
            dz = (p @ w["W2"]) * (z > 0)
            g = {"W1": dz.T @ images, "b1": dz.sum(axis=0), "W2": p.T @ h, "b2": p.sum(axis=0)}
            t += 1
            for k in w:
                m[k] = 0.9 * m[k] + 0.1 * g[k]
                v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
                lr = 2e-3 * (1 - t / (steps + 1))
                w[k] = w[k] - lr * (m[k] / (1 - 0.9**t)) / (np.sqrt(v[k] / (1 - 0.999**t)) + 1e-8)

    def predict(x):
        return [
            int(label)
            for label in (np.maximum(x.reshape(len(x), 784) @ w["W1"].T + w["b1"], 0) @ w["W2"].T + w["b2"]).argmax(
                axis=1
            )
        ]

    return predict
