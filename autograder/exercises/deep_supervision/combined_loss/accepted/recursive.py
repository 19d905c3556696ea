"""The first side loss, and then the same question with one less."""


def deeply_supervised_loss(main_loss, side_losses, alphas):
    if len(alphas) == 0:
        return main_loss
    return deeply_supervised_loss(main_loss + alphas[0] * side_losses[0], side_losses[1:], alphas[1:])
