"""Known-wrong convolution layers."""

import numpy as np

LOOP = """
    for u, v in np.ndindex(KH, KW):
        dpadded[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride] += dwindows[:, :, u, v]
"""


class kernel_flipped:
    """You turn the kernel round before it slides: that is the mathematicians' convolution. In this course, as in every library,
    the layer is a cross-correlation: out[i, j] takes w[u, v] times x[i + u, j + v]. (lecture N6)"""

    edits = {
        "columns, w, stride, pad)": "columns, w[:, :, ::-1, ::-1], stride, pad)",
        "out = w.reshape(F, C * KH * KW)": "out = w[:, :, ::-1, ::-1].reshape(F, C * KH * KW)",
        ".sum(axis=0).reshape(w.shape)": ".sum(axis=0).reshape(w.shape)[:, :, ::-1, ::-1]",
    }


class kernel_flipped_on_the_way_back_alone:
    """Your dx goes back through the kernel turned round. Sent from an output to its window, a gradient meets each weight where it
    lies; turned round it is only for who stands at a pixel and collects from the outputs. (lecture B10)"""

    edits = {"(w.reshape(F, -1).T @ rows)": "(w[:, :, ::-1, ::-1].reshape(F, -1).T @ rows)"}


class forgets_the_bias:
    """Your out is the correlation without b. Each kernel has a bias, which is added to all of its outputs. (lecture N6)"""

    edits = {" @ columns + b[:, None]": " @ columns"}


class stride_ignored:
    """Your kernel moves by one pixel, whatever the stride. Windows begin at i * stride, and there are fewer of them.
    (lecture N6)"""

    edits = {
        "[:, :, ::stride, ::stride]": "",
        "columns, w, stride, pad)": "columns, w, 1, pad)",
    }


class stride_only_in_the_size:
    """Your out has the size that the stride gives, and its windows still lie next to each other. Window i begins at row
    i * stride. (lecture N6)"""

    edits = {
        "[:, :, ::stride, ::stride]": """
            [
                :, :, : (padded.shape[2] - KH) // stride + 1, : (padded.shape[3] - KW) // stride + 1
            ]
        """
    }


class stride_down_alone:
    """Your stride holds for the rows alone; the columns move by one. It is the same down and to the right. (lecture N6)"""

    edits = {
        "[:, :, ::stride, ::stride]": "[:, :, ::stride]",
        "v : v + stride * OW : stride": "v : v + OW",
    }


class stride_forgotten_on_the_way_back:
    """On the way back you hand the gradients to windows that lie side by side. They came from windows that are a stride apart:
    pixel (i * stride + u, j * stride + v). (lecture B10)"""

    edits = {"u : u + stride * OH : stride, v : v + stride * OW : stride": "u : u + OH, v : v + OW"}


class windows_over_the_edge:
    """Where the stride does not divide, you let a last window hang over the edge. The size is rounded down: what fills no whole
    window is left out. (lecture N6)"""

    edits = {
        "padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))": """
            more = [(pad, pad + (size - x.shape[2 + k] - 2 * pad) % stride) for k, size in enumerate((KH, KW))]
            padded = np.pad(x, ((0, 0), (0, 0), *more))
        """,
        "H + 2 * pad, W + 2 * pad), dout.dtype)": """
            H + 2 * pad + (KH - H - 2 * pad) % stride, W + 2 * pad + (KW - W - 2 * pad) % stride), dout.dtype)
        """,
    }


class padding_ignored:
    """Your out is that of the images without a border, whatever pad says. Add pad zeros at each edge first: each side grows by
    2 pad. (lecture N6)"""

    edits = {"((0, 0), (0, 0), (pad, pad), (pad, pad))": "0", "columns, w, stride, pad)": "columns, w, stride, 0)"}


class padding_counted_once:
    """You pad above and to the left alone. pad zeros are added at each of the four edges, so height and width grow by 2 pad.
    (lecture N6)"""

    edits = {
        "(pad, pad), (pad, pad)))": "(pad, 0), (pad, 0)))",
        "H + 2 * pad, W + 2 * pad), dout.dtype)": "H + pad, W + pad), dout.dtype)",
    }


class padded_with_the_edge:
    """You pad by repeating the pixels of the edge, or by mirroring them. What is added here are zeros. (lecture N6)"""

    edits = (
        {"(pad, pad), (pad, pad)))": '(pad, pad), (pad, pad)), mode="edge")'},
        {"(pad, pad), (pad, pad)))": '(pad, pad), (pad, pad)), mode="reflect")'},
    )


class padding_cut_off_by_minus_pad:
    """You cut the border off dx by `[pad:-pad]`. With pad = 0 that is `[0:-0]`, which is empty: write `[pad : pad + H]`.
    (lecture B10)"""

    edits = {"[:, :, pad : pad + H, pad : pad + W]": "[:, :, pad:-pad, pad:-pad]"}


class border_left_on_dx:
    """Your dx still has the border of zeros that you added. It is shaped like x: cut pad rows and columns off each side.
    (lecture B10)"""

    edits = {"dpadded[:, :, pad : pad + H, pad : pad + W]": "dpadded"}


class dx_cut_at_the_wrong_end:
    """You cut the border off dx at the bottom and the right alone: `[:H, :W]`. x begins at row pad and column pad of the padded
    image. (lecture B10)"""

    edits = {"[:, :, pad : pad + H, pad : pad + W]": "[:, :, :H, :W]"}


class overlapping_windows_overwrite:
    """In dx each window overwrites what another one has left there (`=`). A pixel takes part in several windows and gets the
    sum of what they send: `+=`. (lecture B10)"""

    edits = (
        {"v : v + stride * OW : stride] +=": "v : v + stride * OW : stride] ="},
        {
            LOOP: """
                for i, j in np.ndindex(OH, OW):
                    rows, columns = i * stride, j * stride
                    dpadded[:, :, rows : rows + KH, columns : columns + KW] = dwindows[..., i, j]
            """
        },
        {
            "(w.reshape(F, -1).T @ rows)": "(w[-1:].reshape(1, -1).T @ rows[:, -1:])",
            LOOP: """
                for i, j in np.ndindex(OH, OW):
                    rows, columns = i * stride, j * stride
                    dpadded[:, :, rows : rows + KH, columns : columns + KW] = dwindows[..., i, j]
            """,
        },
    )


class dw_turned_round:
    """Your dw is turned by 180 degrees: each weight has the gradient of the one opposite. Weight (u, v) has met the pixels
    x[i s + u, j s + v]. (lecture B10)"""

    edits = {".sum(axis=0).reshape(w.shape)": ".sum(axis=0).reshape(w.shape)[:, :, ::-1, ::-1]"}


class averages_dw_and_db:
    """You take the mean over the images for dw and db. The loss has divided by N already, and every image adds its own.
    (lecture B10)"""

    edits = {
        "columns.transpose(0, 2, 1)).sum(axis=0)": "columns.transpose(0, 2, 1)).mean(axis=0)",
        "db = dout.sum(axis=(0, 2, 3))": "db = dout.sum(axis=(2, 3)).mean(axis=0)",
    }


class the_last_image_counts_alone:
    """In your loop over the images each one overwrites the dw of the one before. They add up: `+=`, beginning at 0.
    (lecture B10)"""

    edits = {"(rows @ columns.transpose(0, 2, 1)).sum(axis=0)": "(rows @ columns.transpose(0, 2, 1))[-1]"}


class the_last_place_counts_alone:
    """In your loop over the places each one overwrites the dw of the one before (`=`). A weight is used at every place of
    every image, and they add up: `+=`, beginning at 0. (lecture B10)"""

    edits = {
        "(rows @ columns.transpose(0, 2, 1)).sum(axis=0)": "(rows[-1, :, -1:] @ columns[-1, :, -1:].T)",
    }


class db_for_each_place:
    """Your db has a number for each place of the image. One bias serves all places of all images: add over all three of these
    axes, and F numbers are left. (lecture B10)"""

    edits = {"dout.sum(axis=(0, 2, 3))": "dout.sum(axis=0)"}


class db_for_each_image:
    """Your db has a row for each image. All images share the biases: add over them too, and F numbers are left.
    (lecture B10)"""

    edits = {"dout.sum(axis=(0, 2, 3))": "dout.sum(axis=(2, 3))"}


class db_averaged_over_places:
    """You take the mean of dout over the places for db. The bias is added at every place, so what comes from there is added too.
    (lecture B10)"""

    edits = (
        {"dout.sum(axis=(0, 2, 3))": "dout.mean(axis=(0, 2, 3))"},
        {"dout.sum(axis=(0, 2, 3))": "dout.mean(axis=(2, 3)).sum(axis=0)"},
    )


class db_keeps_its_axes:
    """Your db has the right numbers in another shape than b, (F,). Leave out keepdims, or the reshape. (lecture B10)"""

    edits = (
        {"dout.sum(axis=(0, 2, 3))": "dout.sum(axis=(0, 2, 3)).reshape(F, 1)"},
        {"dout.sum(axis=(0, 2, 3))": "dout.sum(axis=(0, 2, 3), keepdims=True)"},
    )


class reshaped_without_a_transpose:
    """You reshape windows into columns without bringing their axes into order first. reshape only cuts the numbers anew, in the
    order in which they lie: move the axes of the kernel next to the channel before (transpose). (lecture N6)"""

    edits = {"windows.transpose(0, 1, 4, 5, 2, 3).reshape": "windows.reshape"}


class first_channel_alone:
    """You use the first channel of the images alone. A kernel has a slice for each channel, and the products of all of them
    are added. (lecture N6)"""

    edits = {
        "(pad, pad), (pad, pad)))": "(pad, pad), (pad, pad)))\npadded[:, 1:] = 0",
    }


class channels_averaged:
    """You take the mean over the channels. The kernel's slices are weights of their own: what they give is added.
    (lecture N6)"""

    edits = {"out = w.reshape(F, C * KH * KW) @ columns": "out = w.reshape(F, C * KH * KW) @ columns / C"}


class kernels_taken_for_square:
    """You take the kernels' height for their width as well. They need not be square: w is (F, C, KH, KW). (lecture N6)"""

    edits = {"conv2d_forward": {"F, C, KH, KW = w.shape": "F, C, KH, _ = w.shape\nKW = KH"}}


class images_taken_for_square:
    """You take the height of the output for its width as well. Images need not be square, nor kernels: reckon OH and OW each by
    itself. (lecture N6)"""

    def conv2d_forward(x, w, b, stride=1, pad=0):
        F, C, KH, KW = w.shape
        N, _, H, W = x.shape
        padded = np.pad(x, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        size = (H + 2 * pad - KH) // stride + 1
        columns, out = np.zeros((N, C * KH * KW, size * size)), np.zeros((N, F, size, size))
        for i in range(size):
            for j in range(size):
                window = padded[:, :, i * stride : i * stride + KH, j * stride : j * stride + KW].reshape(N, -1)
                columns[:, :, i * size + j] = window
                out[:, :, i, j] = window @ w.reshape(F, -1).T + b
        return out, (x.shape, columns, w, stride, pad)


class divided_by_the_batch_again:
    """You divide by the number of images on the way back. The loss is the mean over the batch and has divided by N already.
    (lecture B10)"""

    edits = {
        "(N, C, H, W), columns, w, stride, pad = cache": """
        (N, C, H, W), columns, w, stride, pad = cache
        dout = dout / len(dout)
    """
    }


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept. Make a
    new tuple in each forward pass and return it. (lecture N3)"""

    edits = {
        "b, stride=1, pad=0):": "b, stride=1, pad=0, kept=[]):",
        "return out.reshape(N, F, OH, OW), (x.shape, columns, w, stride, pad)": """
            kept[:] = x.shape, columns, w, stride, pad
            return out.reshape(N, F, OH, OW), kept
        """,
    }


class gradients_in_another_order:
    """Your three gradients stand in another order than the one that is asked for, dx, dw, db. (lecture B10)"""

    edits = (
        {"dpadded[:, :, pad : pad + H, pad : pad + W], dw, db": "dw, dpadded[:, :, pad : pad + H, pad : pad + W], db"},
        {"dpadded[:, :, pad : pad + H, pad : pad + W], dw, db": "dw, db, dpadded[:, :, pad : pad + H, pad : pad + W]"},
    )


class updates_in_backward:
    """Your backward pass also moves w, which lies in the cache. It should only say where to go: the step is the optimiser's
    business. (lecture B1)"""

    edits = {
        "return dpadded[:, :,": "w -= 0.1 * dw\nreturn dpadded[:, :,",
    }


class output_one_too_small:
    """Your out is one row and one column too small: the + 1 is missing. A kernel as large as the image finds one place, and (H + 2 pad
    - KH) / stride is 0 there. (lecture N6)"""

    edits = (
        {
            "N, _, OH, OW, _, _ = windows.shape": """
                windows = windows[:, :, :-1, :-1]
                N, _, OH, OW, _, _ = windows.shape
            """
        },
        {"return out.reshape(N, F, OH, OW), (": "return out.reshape(N, F, OH, OW)[:, :, :-1, :-1], ("},
    )


class db_for_another_axis:
    """Your db keeps another axis than that of the kernels. dout is (N, F, OH, OW) and each of the F kernels has one bias: add up over
    the axes 0, 2 and 3. (lecture B10)"""

    edits = tuple(
        {"dout.sum(axis=(0, 2, 3))": f"dout.sum(axis={axes})"} for axes in ("(0, 1, 2)", "(0, 1, 3)", "(1, 2, 3)")
    )


class one_pad_in_the_size:
    """Your out is too small where there is padding: its size counts pad once. pad zeros are added at both ends, so it is (H + 2 pad -
    KH) // stride + 1. (lecture N6)"""

    edits = {
        "return out.reshape(N, F, OH, OW), (x.shape,": """
            H, W = x.shape[2:]
            out = out.reshape(N, F, OH, OW)[:, :, : (H + pad - KH) // stride + 1, : (W + pad - KW) // stride + 1]
            return out, (x.shape,
        """
    }


class stride_forgotten_in_both_gradients:
    """Your whole backward pass takes its windows side by side, for dw and for dx. Those of the forward pass are a stride apart:
    window (i, j) begins at row i * stride and column j * stride. (lecture B10)"""

    edits = {
        "columns, w, stride, pad)": "padded, w, 1, pad)",
        "(N, C, H, W), columns, w, stride, pad = cache": "(N, C, H, W), padded, w, stride, pad = cache",
        "OH, OW = dout.shape[2:]": """
            OH, OW = dout.shape[2:]
            windows = np.lib.stride_tricks.sliding_window_view(padded, (KH, KW), axis=(2, 3))[:, :, :OH, :OW]
            columns = windows.transpose(0, 1, 4, 5, 2, 3).reshape(N, C * KH * KW, OH * OW)
        """,
    }
