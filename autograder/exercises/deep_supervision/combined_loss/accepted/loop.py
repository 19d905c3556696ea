def deeply_supervised_loss(main_loss, side_losses, alphas):
    loss = main_loss
    for j in range(len(alphas)):
        loss += alphas[j] * side_losses[j]
    return loss
