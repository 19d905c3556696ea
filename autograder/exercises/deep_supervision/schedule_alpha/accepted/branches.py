def decay_alpha(alpha_0, epoch, epochs):
    if epoch >= epochs:
        return 0
    return alpha_0 - alpha_0 * epoch / epochs
