"""Down by one step for each epoch, in a function that calls itself."""


def decay_alpha(alpha_0, epoch, epochs):
    if epoch >= epochs:
        return 0.0
    return alpha_0 if epoch <= 0 else decay_alpha(alpha_0, epoch - 1, epochs) - alpha_0 / epochs
