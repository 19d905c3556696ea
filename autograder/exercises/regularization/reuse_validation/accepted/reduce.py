import functools
import itertools


def retrain(params, train_epoch, epochs, data):
    return functools.reduce(lambda now, _: train_epoch(now, data), range(epochs), params)


def continue_training(params, train_epoch, error, data, target, max_epochs):
    # works on copies, and asks once more at the end
    now = {name: value.copy() for name, value in params.items()}
    for epochs in itertools.count():
        if error(now) <= target or epochs == max_epochs:
            return now, epochs
        now = train_epoch(now, data)
