def retrain(params, train_epoch, epochs, data):
    done = 0
    while done < epochs:
        params = train_epoch(params, data)
        done += 1
    return params


def continue_training(params, train_epoch, error, data, target, max_epochs):
    epochs = 0
    while epochs < max_epochs and error(params) > target:
        params = train_epoch(params, data)
        epochs += 1
    return params, epochs
