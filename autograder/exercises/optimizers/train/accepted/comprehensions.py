def train(params, loss_and_grads, data, step, lr, epochs, batch_size, rng):
    x, y = data
    states, history = {}, []
    for epoch in range(epochs):
        for x_batch, y_batch in minibatches(x, y, batch_size, rng):
            loss, grads = loss_and_grads(params, x_batch, y_batch)
            history.append(loss)
            moved = {k: step(w, grads[k], states.get(k), lr) for k, w in params.items()}
            params = {k: w for k, (w, _) in moved.items()}
            states = {k: state for k, (_, state) in moved.items()}
    return dict(params), history
