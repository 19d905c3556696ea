"""Two networks, each trained by itself with one call of the layers that were given, agree by their probabilities."""


def fit_digits(x, y, rng):
    def one(seed):
        own = np.random.default_rng(seed)
        params = {}
        for k, (n_out, n_in) in enumerate([(250, 784), (10, 250)], start=1):
            params[f"W{k}"] = own.normal(0, np.sqrt(2 / n_in), (n_out, n_in)).astype(np.float32)
            params[f"b{k}"] = np.zeros(n_out, np.float32)
        states, k, steps = dict.fromkeys(params), 0, 18 * -(-len(x) // 50)
        while k < steps:
            for xs, ys in minibatches(x, y, 50, own):
                xs = augment(xs, own, shift=1).reshape(len(xs), -1)
                z, cache_1 = linear_forward(xs, params["W1"], params["b1"])
                h, cache_h = relu_forward(z)
                o, cache_2 = linear_forward(h, params["W2"], params["b2"])
                _, do = softmax_cross_entropy(o, ys)
                dh, dW2, db2 = linear_backward(do, cache_2)
                _, dW1, db1 = linear_backward(relu_backward(dh, cache_h), cache_1)
                for name, g in (("W1", dW1), ("b1", db1), ("W2", dW2), ("b2", db2)):
                    params[name], states[name] = adam_step(
                        params[name], g, states[name], linear_decay(k, 2e-3, 2e-5, steps)
                    )
                k += 1
        return params

    networks = [one(seed) for seed in rng.integers(2**31, size=2)]

    def predict(x):
        flat, p = x.reshape(len(x), -1), 0.0
        for params in networks:
            h, _ = relu_forward(linear_forward(flat, params["W1"], params["b1"])[0])
            p = p + softmax(linear_forward(h, params["W2"], params["b2"])[0])
        return p.argmax(axis=1)

    return predict
