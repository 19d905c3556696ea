"""More data from the data there is (lectures R11)."""

import numpy as np

from reference_impl.checking import checked


@checked(images="(N>=1, C, H, W)", rng="generator", shift="integer >= 0")
def augment(images, rng, shift=1):
    """Shift every image at random by a few pixels; zeros move in at the edge (lectures R11).

    Each image has its own shift, down and to the right, both drawn evenly and independently from the whole numbers
    -shift ... shift. All channels of an image move together.

    Args:
        images: (N, C, H, W).
        rng: numpy.random.Generator.
        shift: furthest shift, in pixels.
    Returns:
        images: (N, C, H, W), new; the labels stay the same.
    """
    N, _, H, W = images.shape
    padded = np.pad(images, ((0, 0), (0, 0), (shift, shift), (shift, shift)))
    tops, lefts = rng.integers(0, 2 * shift + 1, (2, N))
    return np.stack([padded[n, :, tops[n] : tops[n] + H, lefts[n] : lefts[n] + W] for n in range(N)])
