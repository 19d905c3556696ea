def decay_alpha(alpha_0, epoch, epochs):
    left = epochs - min(epoch, epochs)
    return alpha_0 / epochs * left
