"""Hidden suite of augmentation.

Shifts may be drawn in any way, so none is compared with the reference's: every image must be one of the possible
shifts of its own, and shares of many images are given Hoeffding's bound.
"""

import numpy as np
import pytest

from course import checks

CHANCE = 1e-12
UNEQUAL = "Some shifts occur more often than others. Draw whole numbers, all equally likely. (lectures R11)"
CALLS = 14  # one shift for the whole batch is the same in all of them less than once in 10^12 runs

# Whether the same generator state gives the same images, and the next call others; the draws themselves may differ.
REPEATS = """
def repeats(images, first, again):
    a, b, c = (augment(images, rng) for rng in (first, again, first))
    return bool(np.array_equal(a, b)), bool(np.array_equal(a, c))
"""


def seed(rng):
    return int(rng.integers(2**31))


def pictures(rng, shape, dtype=np.float64):
    """Images without a 0 in them and without two equal pixels; half of these are below 0."""
    pixels = rng.permuted(np.arange(np.prod(shape))).reshape(shape) / 64 + 1
    return (pixels * rng.choice([-1.0, 1.0], shape)).astype(dtype)


def shifted(image, down, right):
    """One image (C, H, W) moved, zeros behind it."""
    H, W = image.shape[1:]
    out = np.zeros_like(image)
    rows = [(i, i - down) for i in range(H) if 0 <= i - down < H]
    columns = [(j, j - right) for j in range(W) if 0 <= j - right < W]
    for i, from_i in rows:
        for j, from_j in columns:
            out[:, i, j] = image[:, from_i, from_j]
    return out


def drawn(student, rng, images, **keywords):
    got = student.augment(images, student.rng(seed(rng)), **keywords)
    checks.assert_shape(got, images.shape, name="images", like="images", lecture="R11")
    return np.asarray(got)


def shifts_of(images, got, shift):
    """(down, right) of each image; fails where an image is no shift of its own."""
    found = []
    reach = [(down, right) for down in range(-shift, shift + 1) for right in range(-shift, shift + 1)]
    for image, one in zip(images, got, strict=True):
        match = [place for place in reach if np.array_equal(shifted(image, *place), one)]
        assert match, (
            "An image is none of its own, shifted by at most `shift` pixels with zeros behind it. What moves in at the "
            "edge, and does the image stay otherwise as it is? (lectures R11)"
        )
        found.append(match[0])
    return np.array(found)


def assert_some_move(student, rng, images, shift):
    """A shift of 0 is one as well, but not each time, even where it is one for the whole batch."""
    few = images[:2]
    calls = [drawn(student, rng, few, shift=shift) for _ in range(CALLS)]
    assert not all(np.array_equal(got, few) for got in calls), "No image ever moves. (lectures R11)"


def far(n):
    """A share of n independent draws is further off with probability CHANCE."""
    return np.sqrt(np.log(2 / CHANCE) / (2 * n))


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_shape_and_dtype(student, rng, dtype):
    """Images of any shape come back in that shape, in both precisions, and a batch of one as well"""
    for shape in ((7, 1, 4, 6), (1, 2, 5, 3), (2, 3, 1, 4)):
        images = pictures(rng, shape, dtype)
        shifts_of(images, drawn(student, rng, images), 1)


@pytest.mark.parametrize("shift", [1, 2])
def test_every_image_is_a_shifted_one(student, rng, shift):
    """Every image is its own, moved by at most `shift` pixels down, up, right or left, with zeros behind it"""
    images = pictures(rng, (60, 1, 5, 7))
    shifts_of(images, drawn(student, rng, images, shift=shift), shift)
    assert_some_move(student, rng, images, shift)


def test_channels_move_together(student, rng):
    """All channels of an image move by the same shift"""
    images = pictures(rng, (40, 3, 4, 5))
    shifts_of(images, drawn(student, rng, images, shift=2), 2)
    assert_some_move(student, rng, images, 2)


def test_every_image_has_its_own_shift(student, rng):
    """The images of a batch do not share a shift, and each gets another one in another call"""
    images = pictures(rng, (80, 1, 4, 5))
    places = shifts_of(images, drawn(student, rng, images), 1)
    assert len(np.unique(places, axis=0)) > 1, (
        "All images of a batch were moved alike. Draw a shift for each of them. (lectures R11)"
    )
    assert (places[:, 0] != places[:, 1]).any(), (
        "Every image moved as far down as to the right. Draw the two numbers independently. (lectures R11)"
    )
    assert (places[:, 0] != -places[:, 1]).any(), (
        "Every image moved as far up as to the right. Draw the two numbers independently. (lectures R11)"
    )
    few = pictures(rng, (3, 1, 4, 5))
    calls = np.array([shifts_of(few, drawn(student, rng, few), 1) for _ in range(CALLS)])
    assert not (calls == calls[0]).all(axis=(0, 1)).any(), (
        "In one direction the batch moves alike in every call. Draw both numbers from `rng`. (lectures R11)"
    )
    assert not (calls == calls[0]).all(axis=(0, 2)).any(), (
        "An image of the batch moves alike in every call. Is each of them drawn anew, the first and the last too? "
        "(lectures R11)"
    )


@pytest.mark.parametrize("shift", [1, 2])
def test_all_shifts_occur_equally_often(student, rng, shift):
    """All pairs of whole numbers from -shift to shift occur, each as often as the others"""
    images = np.tile(pictures(rng, (1, 1, 3, 4)), (3000, 1, 1, 1))
    got = np.concatenate([drawn(student, rng, images, **({} if shift == 1 else {"shift": shift})) for _ in range(3)])
    reach = range(-shift, shift + 1)
    patterns = {shifted(images[0], down, right).tobytes(): (down, right) for down in reach for right in reach}
    places = [patterns.get(one.tobytes()) for one in got]
    assert None not in places, "An image is none of its own, shifted by at most `shift` pixels. (lectures R11)"
    for place in patterns.values():
        assert place in places, (
            "One of the shifts never occurs. rng.integers(low, high) leaves out high: is the last one there, staying "
            "in place, and all between? (lectures R11)"
        )
        share = places.count(place) / len(places)
        assert abs(share - 1 / len(patterns)) < far(len(places)), UNEQUAL
    numbers = np.ravel(places)  # of rows and of columns
    assert all(abs((numbers == k).mean() - 1 / len(reach)) < far(len(numbers)) for k in reach), UNEQUAL


def test_shifts_beyond_the_image(student, rng):
    """A shift may be larger than the image: what is moved out of it is gone"""
    images = pictures(rng, (60, 2, 3, 4))
    got = drawn(student, rng, images, shift=6)
    shifts_of(images, got, 6)
    again = np.concatenate([drawn(student, rng, images[:5], shift=6) for _ in range(CALLS)])
    assert not again.any(axis=(1, 2, 3)).all(), (  # four of five leave the frame, also where a batch has one shift
        "With a shift larger than the image none of many images has left the frame. Shifts go as far as `shift` says, "
        "and then only zeros are left. (lectures R11)"
    )


def test_no_shift(student, rng):
    """With shift = 0 every image stays as it is"""
    images = pictures(rng, (7, 2, 4, 3))
    checks.assert_close(drawn(student, rng, images, shift=0), images, name="images", like="images", lecture="R11")


def test_shifts_come_from_the_generator(student, rng):
    """The generator that is handed in decides: same state, same shifts; next call, other shifts"""
    images, start = pictures(rng, (50, 1, 4, 5)), seed(rng)
    student.define(REPEATS)(images, student.rng(start), student.rng(start))
    generator = student.rng(start)
    first, *later = (np.asarray(student.augment(images, generator)) for _ in range(CALLS))
    again = np.asarray(student.augment(images, student.rng(start)))
    assert not all(np.array_equal(first, other) for other in later), (
        "All calls with one generator moved all images alike. Draw from `rng`, and do not make or seed a generator "
        "inside. (lectures R11)"
    )
    assert np.array_equal(first, again), "Two generators in the same state gave different images. (lectures R11)"


def test_arguments_stay_unchanged(student, rng):
    """The images are left as they were"""
    drawn(student, rng, pictures(rng, (20, 2, 4, 5)))
    student.assert_arguments_unchanged()
