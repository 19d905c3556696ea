def retrain(params, train_epoch, epochs, data):
    if epochs == 0:
        return params
    return retrain(train_epoch(params, data), train_epoch, epochs - 1, data)


def continue_training(params, train_epoch, error, data, target, max_epochs):
    if error(params) <= target or max_epochs == 0:
        return params, 0
    params, epochs = continue_training(train_epoch(params, data), train_epoch, error, data, target, max_epochs - 1)
    return params, epochs + 1
