"""What conv_explorer computes and shows."""

from dataclasses import replace

import numpy as np
import pytest

from course.widgets.explorers.conv_explorer.model import KERNELS, POOLS, SIDE, Functions, look, pictures, send_back
from course.widgets.explorers.conv_explorer.sample import arguments
from course.widgets.explorers.conv_explorer.view import ALL, NAMES, ONE, ConvView
from reference_impl.convolution import conv2d_backward, conv2d_forward
from reference_impl.pooling import max_pool_backward, max_pool_forward

FUNCTIONS = Functions(*arguments().values())
REFERENCE = Functions(conv2d_forward, conv2d_backward, max_pool_forward, max_pool_backward)
APART, OVERLAPPING = POOLS


def opened(**changes) -> ConvView:
    view = ConvView(FUNCTIONS)
    view.update(**{control.name: control.value for control in view.controls} | changes)
    return view


@pytest.mark.parametrize("pool", POOLS)
@pytest.mark.parametrize("between", ["ReLU", "nothing"])
@pytest.mark.parametrize("cell", [(2, 3), None])
def test_the_sample_goes_where_the_reference_goes(pool, between, cell):
    for kernel in range(len(KERNELS)):
        seen = [look(functions, "a 4", between, pool) for functions in (FUNCTIONS, REFERENCE)]
        back = [send_back(f, s, kernel, cell) for f, s in zip((FUNCTIONS, REFERENCE), seen, strict=True)]
        np.testing.assert_allclose(seen[0].pooled, seen[1].pooled)
        np.testing.assert_allclose(back[0].dx, back[1].dx)
        np.testing.assert_allclose(back[0].dw, back[1].dw)


def test_one_cell_goes_back_to_one_pixel_and_its_window():
    seen = look(FUNCTIONS, "a 7", "ReLU", APART)
    back = send_back(FUNCTIONS, seen, 0, (2, 3))
    i, j = back.winner
    assert seen.f[0, i, j] == seen.pooled[0, 2, 3]
    np.testing.assert_allclose(back.dx[i : i + 3, j : j + 3], KERNELS[NAMES[0]])
    np.testing.assert_allclose(back.dw, seen.x[i : i + 3, j : j + 3])


def test_the_first_picture_shows_one_way_back():
    view = opened()
    assert all(frame.get_visible() for frame in view._frames)
    assert "to the map's pixel (7, 7) alone" in view.words


def test_a_cell_that_relu_has_silenced_sends_nothing_back():
    view = opened(row=0, column=0)
    assert "to no pixel: the ReLU lets nothing through" in view.words
    assert [frame.get_visible() for frame in view._frames] == [False, True, True, False, False, True]


def test_of_equal_pixels_the_first_gets_it_all():
    view = opened(picture="a square", between="nothing", row=0, column=0)
    assert "to the map's pixel (0, 0) alone" in view.words


def test_who_gives_it_to_all_equal_pixels_sees_it():
    def every(dout, cache):
        (_, _, size, stride), wide = cache, np.zeros(cache[0])
        for u, v in np.ndindex(size, size):
            wide[:, :, u : u + stride * dout.shape[2] : stride, v : v + stride * dout.shape[3] : stride] += dout
        return wide

    view = ConvView(replace(FUNCTIONS, max_pool_backward=every))
    values = {control.name: control.value for control in view.controls}
    view.update(**values | {"picture": "a square", "between": "nothing", "row": 0, "column": 0})
    assert "goes back to 4 pixels of the map" in view.words


def test_overlapping_windows_add_up_at_a_pixel_that_wins_them():
    seen = look(FUNCTIONS, "a 4", "ReLU", OVERLAPPING)
    assert send_back(FUNCTIONS, seen, 0, None).dz.max() == 4
    assert send_back(FUNCTIONS, look(FUNCTIONS, "a 4", "ReLU", APART), 0, None).dz.max() == 1


def test_one_pixel_moves_the_picture_up_and_to_the_left():
    """A cross-correlation: the weight below to the right takes the pixel below to the right."""
    seen = look(FUNCTIONS, "a 2", "nothing", APART)
    np.testing.assert_allclose(seen.z[NAMES.index("one pixel")], pictures()["a 2"][2:, 2:])


def test_cells_outside_a_smaller_pool_are_its_last():
    view = opened(pool=OVERLAPPING, row=5, column=5, above=ONE)
    assert "Cell (4, 4) holds" in view.words
    assert "A gradient of 1 on every cell reaches" in opened(above=ALL).words


def test_a_wrong_shape_is_told():
    broken = replace(FUNCTIONS, conv2d_backward=lambda dout, cache: (np.zeros((1, 1, SIDE - 2, SIDE)), 0, 0))
    with pytest.raises(AssertionError, match="dx of conv2d_backward"):
        ConvView(broken).update("outline", "a 7", 1, 1, ONE, "ReLU", APART)
