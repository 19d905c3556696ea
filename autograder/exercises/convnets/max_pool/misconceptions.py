"""Known-wrong max-pools."""

import numpy as np

OVER_THE_EDGE = """
    more = [(0, (size - n) % stride) for n in x.shape[2:]]
    x = np.pad(x, ((0, 0), (0, 0), *more), constant_values=-np.inf)
    H, W = x.shape[2:]
"""


class every_equal_maximum_gets_the_gradient:
    """Where several pixels of a window are equally large you give the whole gradient to each of them, as `x == max` does. One of
    them wins, the first: otherwise more comes back than was sent, in every even patch of an image. (lecture B11)"""

    edits = {"undecided & (x[pixel] == out)": "x[pixel] == out"}


class equal_maxima_share_the_gradient:
    """Where several pixels of a window are equally large you share the gradient among them. In this course the first of them gets
    all of it, row by row. (lecture B11)"""

    edits = {
        "undecided & (x[pixel] == out)": """
            (x[pixel] == out) / sum(
                x[..., r : r + stride * OH : stride, c : c + stride * OW : stride] == out
                for r, c in np.ndindex(size, size)
            )
        """,
        "undecided &= ~wins": "",
    }


class last_of_equal_maxima:
    """Of equal maxima the last one wins with you, as with `>=` in a loop. In this course it is the first, row by row: a later one
    must be larger, `>`. (lecture B11)"""

    edits = {"max_pool_backward": {"np.ndindex(size, size)": "reversed(list(np.ndindex(size, size)))"}}


class column_by_column:
    """You look for the first of equal maxima column by column. The order is that of reading: row by row, from left to right.
    (lecture B11)"""

    edits = {"max_pool_backward": {"for u, v in": "for v, u in"}}


class overlapping_windows_overwrite:
    """In dx each window overwrites what another one has left there: `=`, or `+=` with arrays of indexes, which adds to each
    pixel only once. Where windows overlap one pixel may win several, and gets the sum: `+=` in a loop, or np.add.at.
    (lecture B11)"""

    edits = (
        {"dx[pixel] += dout * wins": "dx[pixel] = np.where(wins, dout, dx[pixel])"},
        {
            "dx, undecided = np.zeros_like(x), np.ones(out.shape, bool)": """
                dx, undecided, found = np.zeros_like(x), np.ones(out.shape, bool), []
            """,
            "dx[pixel] += dout * wins": "found.append((pixel, wins))",
            "return dx": """
                for pixel, wins in reversed(found):
                    dx[pixel] = np.where(wins, dout, dx[pixel])
                return dx
            """,
        },
    )


class stride_is_the_size:
    """You move your windows by their size, whatever the stride. They may overlap or lie apart: window i begins at row
    i * stride. (lecture B11)"""

    edits = {"OH, OW = (H - size)": "stride = size\nOH, OW = (H - size)"}


class size_is_the_stride:
    """Your windows are as large as the stride, whatever size says. Each has size by size pixels and may reach into the next one.
    (lecture B11)"""

    edits = {"H, W = x.shape[2:]": "H, W = x.shape[2:]\nsize = stride"}


class two_by_two_always:
    """Your windows are always 2 by 2 and 2 apart. Use the arguments size and stride. (lecture B11)"""

    edits = {"H, W = x.shape[2:]": "H, W = x.shape[2:]\nsize = stride = 2"}


class mean_of_the_window:
    """You take the mean of each window. Max-pooling takes the largest pixel, and the way back goes to that one alone.
    (lecture B11)"""

    edits = {
        "out = x[:, :, : stride * OH : stride, : stride * OW : stride]": "out = 0.0",
        "out = np.maximum(out, x[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride])": """
            out = out + x[:, :, u : u + stride * OH : stride, v : v + stride * OW : stride] / size**2
        """,
        "wins = undecided & (x[pixel] == out)": "",
        "dx[pixel] += dout * wins": "dx[pixel] += dout / size**2",
        "undecided &= ~wins": "",
    }


class gradient_to_the_whole_window:
    """You give the gradient of a window to each of its pixels. Only the largest had a say in out: a small change of the others
    changes nothing, so their gradient is 0. (lecture B11)"""

    edits = {"wins = undecided & (x[pixel] == out)": "", "dout * wins": "dout", "undecided &= ~wins": ""}


class maximum_begins_at_zero:
    """You look for the maximum beginning with 0, so a window of negative pixels gives 0. Begin with a pixel of the window, or with
    minus infinity. (lecture B11)"""

    edits = (
        {"out = x[:, :, : stride * OH : stride, : stride * OW : stride]": "out = 0.0"},
        {
            "out = x[:, :, : stride * OH : stride, : stride * OW : stride]": "out = 0.0",
            "undecided & (x[pixel] == out)": "undecided & (x[pixel] == out) & (out > 0)",
        },
        {"return out, (x": "return np.maximum(out, 0.0), (x"},
    )


class size_rounded_up:
    """You keep a last row or column of windows that hang over the edge. What fills no whole window is left out: sizes are rounded
    down. (lecture B11)"""

    edits = (
        {"H, W = x.shape[2:]": OVER_THE_EDGE},
        {
            "H, W = x.shape[2:]": OVER_THE_EDGE,
            "return dx": "return dx[:, :, : np.isfinite(x[0, 0, :, 0]).sum(), : np.isfinite(x[0, 0, 0]).sum()]",
        },
    )


class images_taken_for_square:
    """You take the height of the images, or of out, for the width as well. Reckon OH and OW each by itself. (lecture B11)"""

    edits = {"(W - size) // stride + 1": "(H - size) // stride + 1"}


class dx_without_the_rest:
    """Your dx ends where the last window ends. It is shaped like x: rows and columns that no window has seen are there, and have
    the gradient 0. (lecture B11)"""

    edits = {"return dx": "return dx[:, :, : stride * (OH - 1) + size, : stride * (OW - 1) + size]"}


class one_place_for_all_channels:
    """You look for the winner over all channels at once. Each channel is pooled by itself. (lecture B11)"""

    edits = {
        "return out, (x, out, size, stride)": """
            out = np.broadcast_to(out.max(axis=1, keepdims=True), out.shape).copy()
            return out, (x, out, size, stride)
        """
    }


class forgets_what_came_from_above:
    """Your dx has a 1 at each winner, whatever dout is. That is the pool's own derivative; the chain rule multiplies it by what
    comes from above. (lecture B11)"""

    edits = {"dx[pixel] += dout * wins": "dx[pixel] += wins"}


class the_pixel_in_the_gradient:
    """You write the largest pixel itself, times dout, where the gradient belongs. The derivative of a maximum by its winner is 1.
    (lecture B11)"""

    edits = {"dx[pixel] += dout * wins": "dx[pixel] += dout * out * wins"}


class pixels_erased_in_x:
    """You erase pixels in x itself to find or mark the winners. The caller's array is spoiled, and so is your cache: make a copy.
    (lecture B11)"""

    edits = {"return dx": "x[dx == 0] = 0\nreturn dx"}


class one_cache_for_all:
    """Your cache is one object that every forward pass overwrites, so a second layer wipes out what the first has kept. Make a
    new tuple in each forward pass and return it. (lecture N3)"""

    edits = {
        "size=2, stride=2):": "size=2, stride=2, kept=[]):",
        "return out, (x, out, size, stride)": "kept[:] = x, out, size, stride\nreturn out, kept",
    }


class divided_by_the_batch_again:
    """You divide by the number of images on the way back. The loss is the mean over the batch and has divided by N already.
    (lecture B11)"""

    edits = {"dx[pixel] += dout * wins": "dx[pixel] += dout * wins / len(x)"}


class gradient_spread_over_the_window:
    """You share the gradient of a window out among all of its pixels. That is the mean's way back; of the maximum the winner gets
    all of it. (lecture B11)"""

    edits = {
        "wins = undecided & (x[pixel] == out)": "",
        "dout * wins": "dout / size**2",
        "undecided &= ~wins": "",
    }


class height_over_the_stride:
    """Your out has H // stride rows and W // stride columns. Windows overlap, or lie apart, and how many fit depends on their size
    too: (H - size) // stride + 1. (lecture B11)"""

    edits = {
        "OH, OW = (H - size) // stride + 1, (W - size) // stride + 1": """
            OH, OW = H // stride, W // stride
            more = [(0, max(0, stride * (n // stride - 1) + size - n)) for n in (H, W)]
            x = np.pad(x, ((0, 0), (0, 0), *more), constant_values=-np.inf)
        """,
        "return dx": "return dx[:, :, : np.isfinite(x[0, 0, :, 0]).sum(), : np.isfinite(x[0, 0, 0]).sum()]",
    }
