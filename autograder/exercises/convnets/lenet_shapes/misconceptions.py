"""Known-wrong shapes and counts."""


class convolutions_keep_the_size:
    """Your convolutions leave height and width as they are. That takes padding, and LeNet has none: a kernel of 5 by 5 finds 4
    places fewer than there are pixels. (lecture N7)"""

    edits = {
        "H1, W1 = height - 4, width - 4": "H1, W1 = height, width",
        "H2, W2 = H1 // 2 - 4, W1 // 2 - 4": "H2, W2 = H1 // 2, W1 // 2",
    }


class five_pixels_fewer:
    """You take the whole size of the kernel away. It can begin at H - 5 + 1 places: 4 fewer than there are pixels.
    (lecture N7)"""

    edits = {
        "H1, W1 = height - 4, width - 4": "H1, W1 = height - 5, width - 5",
        "H2, W2 = H1 // 2 - 4, W1 // 2 - 4": "H2, W2 = H1 // 2 - 5, W1 // 2 - 5",
    }


class pools_round_up:
    """Your pools round up. Some libraries' do; here what fills no whole window is left out, as in your max_pool: round down.
    (lecture N7)"""

    edits = {
        "H2, W2 = H1 // 2 - 4, W1 // 2 - 4": "H2, W2 = -(-H1 // 2) - 4, -(-W1 // 2) - 4",
        "(20, H1 // 2, W1 // 2)": "(20, -(-H1 // 2), -(-W1 // 2))",
        "(50, H2 // 2, W2 // 2)": "(50, -(-H2 // 2), -(-W2 // 2))",
    }


class pools_with_stride_one:
    """Your pools move by one pixel, so they take one row and one column off. LeNet's move by two, and halve. (lecture N7)"""

    edits = {
        "H2, W2 = H1 // 2 - 4, W1 // 2 - 4": "H2, W2 = H1 - 1 - 4, W1 - 1 - 4",
        "(20, H1 // 2, W1 // 2)": "(20, H1 - 1, W1 - 1)",
        "(50, H2 // 2, W2 // 2)": "(50, H2 - 1, W2 - 1)",
    }


class halves_with_fractions:
    """You halve by `/`, which makes 12.0 of 24 and 12.5 of 25. Nothing has half a row: divide by `//`. (lecture N7)"""

    edits = {
        "H2, W2 = H1 // 2 - 4, W1 // 2 - 4": "H2, W2 = H1 / 2 - 4, W1 / 2 - 4",
        "(20, H1 // 2, W1 // 2)": "(20, H1 / 2, W1 / 2)",
        "(50, H2 // 2, W2 // 2)": "(50, H2 / 2, W2 / 2)",
    }


class channels_last:
    """Your shapes have the channels at the end. Here images are (channels, height, width). (lecture N7)"""

    edits = {
        "(20, H1, W1)": "(H1, W1, 20)",
        "(20, H1 // 2, W1 // 2)": "(H1 // 2, W1 // 2, 20)",
        "(50, H2, W2)": "(H2, W2, 50)",
        "(50, H2 // 2, W2 // 2)": "(H2 // 2, W2 // 2, 50)",
        "F2, H, W = dict(lenet_shapes(height, width, channels))": "H, W, F2 = dict(lenet_shapes(height, width, channels))",
    }


class width_before_height:
    """Height and width have changed places in your shapes: (channels, height, width), and a row comes before a column.
    (lecture N7)"""

    edits = {"H1, W1 = height - 4, width - 4": "W1, H1 = height - 4, width - 4"}


class images_taken_for_square:
    """You use the height for the width too. Images may be oblong. (lecture N7)"""

    edits = {"height - 4, width - 4": "height - 4, height - 4"}


class channels_multiply:
    """Your number of maps is multiplied by the channels of the layer before. A kernel adds up over all channels that it sees and
    leaves one map: 20 kernels, 20 maps. (lecture N7)"""

    edits = {
        "(20, H1, W1)": "(20 * channels, H1, W1)",
        "(20, H1 // 2, W1 // 2)": "(20 * channels, H1 // 2, W1 // 2)",
    }


class shapes_with_a_batch:
    """Your shapes begin with a batch. Those of one image are asked for: three numbers for maps, one for units. (lecture N7)"""

    edits = {
        "(20, H1, W1)": "(1, 20, H1, W1)",
        "(20, H1 // 2, W1 // 2)": "(1, 20, H1 // 2, W1 // 2)",
        "(50, H2, W2)": "(1, 50, H2, W2)",
        "(50, H2 // 2, W2 // 2)": "(1, 50, H2 // 2, W2 // 2)",
        "(500,)": "(1, 500)",
        "(10,)": "(1, 10)",
        "F2, H, W = dict": "_, F2, H, W = dict",
    }


class pool2_flattened:
    """Your pool2 is flattened already. It puts out maps; flattening belongs to fc1. (lecture N7)"""

    edits = {
        "(50, H2 // 2, W2 // 2)": "(50 * (H2 // 2) * (W2 // 2),)",
        "F2, H, W = dict": "(D,) = dict",
        'channels))["pool2"]': 'channels))["pool2"]\nF2, H, W = 50, D // 50, 1',
    }


class shapes_of_the_weights:
    """For the linear layers you return the shapes of their weights. What comes out of them is asked for: (500,) and (10,).
    (lecture N7)"""

    edits = {
        "(500,)": "(500, 50 * (H2 // 2) * (W2 // 2))",
        "(10,)": "(10, 500)",
    }


class in_another_order:
    """Your layers stand in another order than the one in which an image meets them: conv1 pool1 conv2 pool2 fc1 fc2.
    (lecture N7)"""

    edits = (
        {
            '("pool1", (20, H1 // 2, W1 // 2)),\n': "",
            '("conv2", (50, H2, W2)),': '("conv2", (50, H2, W2)),\n("pool1", (20, H1 // 2, W1 // 2)),',
        },
    )


class biases_not_counted:
    """You count no biases. Each kernel and each unit has one, and they are learned as well. (lecture N7)"""

    edits = {
        "(channels * 5 * 5 + 1)": "(channels * 5 * 5)",
        "(20 * 5 * 5 + 1)": "(20 * 5 * 5)",
        "(F2 * H * W + 1)": "(F2 * H * W)",
        "(500 + 1)": "500",
    }


class one_bias_for_each_layer:
    """You count one bias for each layer. Each kernel and each unit has one of its own. (lecture N7)"""

    edits = {
        "(channels * 5 * 5 + 1)": "(channels * 5 * 5) + 1",
        "(20 * 5 * 5 + 1)": "(20 * 5 * 5) + 1",
        "(F2 * H * W + 1)": "(F2 * H * W) + 1",
        "10 * (500 + 1)": "10 * 500 + 1",
    }


class flat_kernels:
    """You count 5 * 5 weights for each kernel, whatever it looks at. A kernel has a slice for each channel of its input: those of
    conv2 are 20 deep. (lecture N7)"""

    edits = {"(channels * 5 * 5 + 1)": "(5 * 5 + 1)", "(20 * 5 * 5 + 1)": "(5 * 5 + 1)"}


class first_kernels_flat:
    """You count the kernels of conv1 as if images had one channel. With colours they have a slice for each. (lecture N7)"""

    edits = {"(channels * 5 * 5 + 1)": "(5 * 5 + 1)"}


class weights_for_each_place:
    """You count a set of weights for each place of a map. A kernel uses the same weights at all places: that is what a convolution
    saves. (lecture N7)"""

    edits = {
        "conv1 = 20 * (channels * 5 * 5 + 1)": "conv1 = 20 * (height - 4) * (width - 4) * (channels * 5 * 5 + 1)",
        "conv2 = F2 * (20 * 5 * 5 + 1)": """
            conv2 = F2 * ((height - 4) // 2 - 4) * ((width - 4) // 2 - 4) * (20 * 5 * 5 + 1)
        """,
    }


class fc1_of_the_digits:
    """You count the weights of fc1 for images of 28 by 28, whatever they are. It has one for each number that pool2 puts out.
    (lecture N7)"""

    edits = {"(F2 * H * W + 1)": "(800 + 1)"}


class fc1_before_the_pool:
    """You count the weights of fc1 for what conv2 puts out. It sees what the pool has left of it, a quarter. (lecture N7)"""

    edits = {'channels))["pool2"]': 'channels))["conv2"]'}
