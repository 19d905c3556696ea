"""Losses collected in a list."""


def train_neuron(w, b, x, y, loss, lr, steps):
    history = []
    for _ in range(steps):
        value, dw, db = neuron_gradient(w, b, x, y, loss)
        history.append(float(value))
        w -= lr * dw
        b -= lr * db
    return history
