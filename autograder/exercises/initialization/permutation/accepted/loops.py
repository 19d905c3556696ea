"""Unit by unit, on copies."""


def permute_hidden(params, order):
    new = {key: value.copy() for key, value in params.items()}
    for place, old in enumerate(order):
        new["W1"][place] = params["W1"][old]
        new["b1"][place] = params["b1"][old]
        for k in range(len(params["b2"])):
            new["W2"][k, place] = params["W2"][k, old]
    return new
