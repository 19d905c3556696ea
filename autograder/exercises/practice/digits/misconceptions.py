"""Known-wrong readers of digits.

What network a student has chosen nobody can foresee; what a mistake does to its answers can be foreseen.
"""

TRAINING = "params = {}"


def observe_trained(arguments, found):
    return found["behaviour"]


class labels_apart_from_images:
    """Your network reads digits as if it had guessed. Mostly the images come in one order in the training and their labels
    in another: shuffle both by the same permutation. If they do not, predict hands it other numbers than the training did:
    whatever scales or centres the pixels there belongs into predict too. (lecture O1)"""

    edits = (
        {TRAINING: "x, y = rng.permutation(x), rng.permutation(y)\nparams = {}"},
        {"for batch in minibatches(x, y, 50, rng):": "for batch in minibatches(x, rng.permutation(y), 50, rng):"},
    )


class trained_on_their_sides:
    """Your network reads digits that lie on their sides better than those that stand upright. In fit_digits rows and
    columns of the images change places, and in predict they do not: keep the order of the axes. (lecture N6)"""

    edits = {TRAINING: "x = x.transpose(0, 1, 3, 2)\nparams = {}"}


class statistics_of_the_images_at_hand:
    """What predict says of an image depends on the images beside it: it works out a mean or a deviation of those that
    it is given. Work them out in fit_digits, of the training digits, and keep them. (lecture BN3)"""

    edits = (
        {"linear_forward(windows(x)": "linear_forward(windows((x - x.mean(axis=0)) / (x.std(axis=0) + 0.1))"},
        {"linear_forward(windows(x)": "linear_forward(windows((x - x.mean()) / x.std())"},
    )


class noise_left_on:
    """predict reads the same image now as this digit and now as that one. Noise and dropout belong to the training:
    leave them out of predict. (lecture R8)"""

    edits = {"linear_forward(windows(x)": "linear_forward(windows(x * (rng.random(x.shape) < 0.85))"}


class images_mixed_up:
    """Each of your rows has pixels of many images: the axes of x are reshaped as if the images came last. One image
    alone is read as it should be. The images are the first axis: x.reshape(len(x), -1). (lecture N6)"""

    edits = {"x[:, 0]": "x.reshape(28, 28, -1).transpose(2, 0, 1)"}


class pixels_too_large:
    """Your network reads a digit that is eight times darker just as before, and reads it badly: its inputs are so large
    that every unit is driven to one of its ends, where nothing is learned any more. The pixels are scaled to 0 ... 1
    already: leave them so, and let the weights begin small. (lecture N2)"""

    def fit_digits(x, y, rng):
        params = {"W1": rng.normal(size=(30, 784)), "b1": np.zeros(30), "W2": np.zeros((10, 30)), "b2": np.zeros(10)}

        def forward(x):
            h, cache = sigmoid_forward(linear_forward(255 * x.reshape(len(x), 784), params["W1"], params["b1"])[0])
            return linear_forward(h, params["W2"], params["b2"])[0], h, cache

        for _ in range(10):
            for images, labels in minibatches(x, y, 50, rng):
                o, h, cache = forward(images)
                _, do = softmax_cross_entropy(o, labels)
                dh, dW2, db2 = linear_backward(do, (h, params["W2"]))
                dz = sigmoid_backward(dh, cache)
                grads = {"W1": dz.T @ images.reshape(-1, 784), "b1": dz.sum(axis=0), "W2": dW2, "b2": db2}
                params = {name: params[name] - 0.1 * grads[name] for name in params}
        return lambda x: forward(x)[0].argmax(axis=1)


class everything_the_same_digit:
    """Your network reads everything as one and the same digit. Print the loss as it is trained. Either it hardly moves, as
    from weights that are all 0, which no gradient reaches, or with pixels that you divide by 255 though they lie between 0
    and 1 already; or it leaps, and steps that are too long have driven every unit to its end. Draw the weights at random,
    by He or Xavier, leave the pixels as they are, and begin with a small learning rate. (lecture I5)"""

    edits = (
        {"rng.normal(0, np.sqrt(2 / fan_in), (fan_out, fan_in))": "np.zeros((fan_out, fan_in))"},
        {"linear_decay(k, 3e-3, 3e-5, steps)": "1000"},
    )


class scores_returned:
    """predict returns ten scores for each image. The label is the place of the highest one: argmax along the axis of
    the classes. (lecture L3)"""

    edits = {".argmax(axis=1)": ""}


class argmax_along_the_images:
    """predict returns one number for each class, the image that has the highest score in it. It should be the other way
    round: for each image the class with the highest score, argmax(axis=1). (lecture L3)"""

    edits = {"argmax(axis=1)": "argmax(axis=0)"}


class rest_left_out:
    """predict reads whole batches only, and leaves the rest unread: of three images it reads none. The last batch may be
    short, and a single image is a batch too. (lecture O1)"""

    edits = {
        "return lambda x: forward(params, x)[0].argmax(axis=1)": """
            def predict(x):
                batches = [x[k : k + 50] for k in range(0, len(x) - 49, 50)]
                return np.concatenate([forward(params, batch)[0].argmax(axis=1) for batch in batches])

            return predict
        """
    }


class generator_of_its_own:
    """Trained twice alike, your network turns out differently: something random comes from another generator than rng.
    Draw all of it from rng, and your run can be repeated. (lecture O1)"""

    edits = {TRAINING: "rng = np.random.default_rng()\nparams = {}"}


class images_changed:
    """You scale the images where they lie, with -= or /=, and change them for whoever has called you. Write
    x = x - ..., which makes a new array. (lecture N7)"""

    edits = {
        TRAINING: "x -= np.float32(0.1)\nparams = {}",
        "return lambda x: forward(params, x)[0]": "return lambda x: forward(params, np.subtract(x, 0.1, out=x))[0]",
    }
