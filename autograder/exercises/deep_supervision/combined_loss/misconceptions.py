"""Known-wrong sums of losses."""

import numpy as np


class weights_forgotten:
    """You add the side losses without their weights. Each alpha_j says how much its side loss counts: multiply before
    you add. (lecture D1)"""

    edits = {"alpha * loss for": "loss for"}


class main_loss_forgotten:
    """You add up the side losses and leave out the main one. They are there to help it: L + sum_j alpha_j l_j. (lecture
    D1)"""

    edits = {"main_loss + sum": "sum"}


class mean_of_the_side_losses:
    """You take the mean of the weighted side losses, where the lecture adds them up. How much all of them count together
    is for the alphas to say. (lecture D1)"""

    def deeply_supervised_loss(main_loss, side_losses, alphas):
        return main_loss + np.mean(np.array(alphas) * np.array(side_losses)) if len(alphas) else main_loss


class mean_of_all_losses:
    """You divide the whole by the number of losses, so that the main loss counts less and less the more sides there
    are. Nothing is divided in L + sum_j alpha_j l_j. (lecture D1)"""

    edits = {
        "main_loss + sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))": "(main_loss + sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))) / (1 + len(alphas))"
    }


class weights_made_to_sum_to_one:
    """You divide by the sum of all weights, 1 for the main loss included: a weighted average. Here the weights are taken as they are:
    the main loss keeps its full size, whatever the alphas. (lecture D1)"""

    edits = {
        "main_loss + sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))": "(main_loss + sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))) / (1 + sum(alphas))"
    }


class sum_of_the_weights_times_the_sum_of_the_losses:
    """You add up the weights, add up the losses, and multiply the two sums. Then each loss meets each weight. alpha_j
    belongs to l_j alone: multiply first, then add. (lecture D1)"""

    edits = {
        "sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))": "sum(alphas) * sum(side_losses)"
    }


class main_loss_gives_way:
    """You weigh the main loss with what the alphas leave over, 1 - sum_j alpha_j. It always has the weight 1: with
    large alphas yours would even be unlearned. (lecture D1)"""

    edits = {"main_loss + sum": "(1 - sum(alphas)) * main_loss + sum"}


class one_weight_for_all:
    """You give all side losses the first weight. Each has one of its own: go through both lists side by side. (lecture
    D1)"""

    edits = {"alpha * loss for": "alphas[0] * loss for"}


class last_side_loss_only:
    """Only the last side loss has come through: `=` in place of `+=` in the loop, or a return inside it. (lecture D1)"""

    def deeply_supervised_loss(main_loss, side_losses, alphas):
        loss = main_loss
        for alpha, side_loss in zip(alphas, side_losses):
            loss = main_loss + alpha * side_loss
        return loss


class first_side_loss_only:
    """Only the first side loss counts. The sum runs over all of them. (lecture D1)"""

    edits = {"zip(alphas, side_losses, strict=True)": "zip(alphas[:1], side_losses[:1])"}


class main_loss_for_each_side:
    """You add the main loss once for every side loss, and not at all where there is none. It stands outside of the
    sum. (lecture D1)"""

    edits = {"main_loss + sum(alpha * loss for": "sum(main_loss + alpha * loss for"}


class arrays_only:
    """You multiply `alphas * side_losses`, which arrays can do and lists cannot. Go through them with `zip`, or turn
    them into arrays first. (lecture D1)"""

    edits = {
        "sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))": "(alphas * side_losses).sum()"
    }


class weighted_in_place:
    """You write the weighted losses into `side_losses` itself, so that whoever called you finds other losses there
    afterwards. Keep them apart. (lecture D1)"""

    edits = {
        "return main_loss": """
            for j in range(len(alphas)):
                side_losses[j] = alphas[j] * side_losses[j]
            return main_loss
        """,
        "sum(alpha * loss for alpha, loss in zip(alphas, side_losses, strict=True))": "sum(side_losses)",
    }


class weights_in_the_other_order:
    """You go through the weights from the last to the first, and each meets the loss of another side. alpha_j belongs to
    l_j. (lecture D1)"""

    edits = {"zip(alphas, side": "zip(alphas[::-1], side"}


class sides_subtracted:
    """You subtract the side losses. All losses are to fall: they are added. (lecture D1)"""

    edits = {"main_loss + sum": "main_loss - sum"}


class main_loss_multiplied:
    """You multiply the main loss by the sum of the side losses. It is added to them. (lecture D1)"""

    edits = {"main_loss + sum": "main_loss * sum"}
