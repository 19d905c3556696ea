"""Two convolutions with stride 2 as sums over the places of the kernel, no pooling, momentum; a class with its weights."""


class Network:
    def __init__(self, rng):
        def draw(*shape):
            return rng.normal(0, np.sqrt(2 / np.prod(shape[:-1])), shape).astype(np.float32)

        self.w = [draw(5, 5, 1, 12), draw(4, 4, 12, 24), draw(5 * 5 * 24, 10)]
        self.b = [np.zeros(w.shape[-1], np.float32) for w in self.w]
        self.velocity = [np.zeros_like(p) for p in self.w + self.b]

    @staticmethod
    def gather(h, kernel):
        size = (h.shape[1] - kernel) // 2 + 1
        parts = [h[:, u : u + 2 * size : 2, v : v + 2 * size : 2] for u in range(kernel) for v in range(kernel)]
        return np.concatenate([part[:, :size, :size] for part in parts], axis=3)

    def forward(self, x):
        h, seen = x.reshape(-1, 28, 28, 1), []
        for w, b in zip(self.w[:2], self.b[:2]):
            columns = self.gather(h, w.shape[0])
            z = columns @ w.reshape(-1, w.shape[-1]) + b
            seen.append((h.shape, columns, z))
            h = np.maximum(z, 0)
        flat = h.reshape(len(x), -1)
        return flat @ self.w[2] + self.b[2], flat, seen

    def gradients(self, x, y):
        o, flat, seen = self.forward(x)
        p = np.exp(o - o.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        d = p / np.float32(len(y))
        dw, db = [flat.T @ d], [d.sum(axis=0)]
        dh = (d @ self.w[2].T).reshape(seen[1][2].shape)
        for layer in (1, 0):
            shape, columns, z = seen[layer]
            dz = dh * (z > 0)
            w = self.w[layer]
            k, size = w.shape[0], z.shape[1]
            dw.insert(0, (columns.reshape(-1, columns.shape[-1]).T @ dz.reshape(-1, dz.shape[-1])).reshape(w.shape))
            db.insert(0, dz.sum(axis=(0, 1, 2)))
            if layer:
                dh = np.zeros(shape, np.float32)
                for u in range(k):
                    for v in range(k):
                        dh[:, u : u + 2 * size : 2, v : v + 2 * size : 2][:, :size, :size] += dz @ w[u, v].T
        return dw + db

    def step(self, x, y, lr):
        for k, (g, p) in enumerate(zip(self.gradients(x, y), self.w + self.b)):
            self.velocity[k] = 0.9 * self.velocity[k] - np.float32(lr) * g
            p += self.velocity[k]

    def predict(self, x):
        return np.concatenate([self.forward(x[k : k + 100])[0].argmax(axis=1) for k in range(0, len(x), 100)])


def fit_digits(x, y, rng):
    network, epochs = Network(rng), 10
    for epoch in range(epochs):
        for xs, ys in minibatches(x, y, 32, rng):
            network.step(augment(xs, rng, shift=1), ys, 0.04 * (1 - epoch / epochs))
    return network.predict
