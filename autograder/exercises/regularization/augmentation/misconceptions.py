"""Known-wrong augmentations, and what of a random answer tells them apart."""

import numpy as np

WINDOW = "tops[n] : tops[n] + H, lefts[n] : lefts[n] + W"
CROP = f"padded[n, :, {WINDOW}]"

# Whoever does not pad copies what stays in the frame.
PART_BY_PART = """
for n, (down, right) in enumerate(zip(shift - tops, shift - lefts, strict=True)):
    part = images[n, :, max(-down, 0) : min(H, H - down), max(-right, 0) : min(W, W - right)]
    out[n, :, max(down, 0) : min(H, H + down), max(right, 0) : min(W, W + right)] = part
return out
"""


class one_shift_for_the_batch:
    """You draw one shift and move all images by it. Draw one for each image: otherwise an epoch is the same data
    once more, only somewhere else. (lecture R11)"""

    edits = {"rng.integers(0, 2 * shift + 1, (2, N))": "np.repeat(rng.integers(0, 2 * shift + 1, (2, 1)), N, axis=1)"}


class channels_torn_apart:
    """You draw a shift for each channel, so the colours of an image move apart. All channels of an image move
    together. (lecture R11)"""

    edits = {
        "tops, lefts = rng.integers(0, 2 * shift + 1, (2, N))": "C = images.shape[1]\ntops, lefts = rng.integers(0, 2 * shift + 1, (2, N, C))",
        CROP: "np.stack([padded[n, c, tops[n, c] : tops[n, c] + H, lefts[n, c] : lefts[n, c] + W] for c in range(C)])",
    }


class wrapped_around:
    """What leaves your image on one side comes in again on the other (np.roll). A digit's foot does not belong above
    its head: zeros move in. (lecture R11)"""

    edits = {CROP: "np.roll(images[n], (shift - tops[n], shift - lefts[n]), axis=(1, 2))"}


class edge_repeated:
    """You fill what becomes free with the last row or column (mode="edge"). Here zeros move in. (lecture R11)"""

    edits = {"(shift, shift)))": '(shift, shift)), mode="edge")'}


class old_pixels_at_the_edge:
    """You copy the image and write the moved one over it, so what has become free keeps its old pixels, and a stroke at the edge
    is there twice. Begin with zeros: np.zeros_like(images). (lecture R11)"""

    edits = (
        {CROP: f"np.where(np.pad(np.ones((H, W), bool), shift)[{WINDOW}], {CROP}, images[n])"},
        {f"return np.stack([{CROP} for n in range(N)])": f"out = images.copy()\n{PART_BY_PART}"},
    )


class slices_past_the_image:
    """You copy one part of the image into another place, and where the shift is larger than the image your slices end before
    they begin. Nothing of such an image is left. With np.pad first, and then a window cut out, there is no special case.
    (lecture R11)"""

    edits = {f"return np.stack([{CROP} for n in range(N)])": f"out = np.zeros_like(images)\n{PART_BY_PART}"}


class largest_shift_missing:
    """Your shifts end at shift - 1: rng.integers(low, high) leaves high out. (lecture R11)"""

    edits = tuple(
        {"rng.integers(0, 2 * shift + 1, (2, N))": f"rng.integers(0, {high}, (2, N))"}
        for high in ("max(2 * shift, 1)", "2 * shift")
    )


class one_direction_only:
    """Your shifts go from 0 to shift: no image ever moves up or to the left. Draw from -shift to shift. (lecture
    R11)"""

    edits = {"rng.integers(0, 2 * shift + 1, (2, N))": "rng.integers(0, shift + 1, (2, N))"}


class never_in_place:
    """You draw -shift or shift, and nothing in between: no image keeps its row. All whole numbers from -shift to shift
    are possible, 0 as well. (lecture R11)"""

    edits = {"rng.integers(0, 2 * shift + 1, (2, N))": "2 * shift * rng.integers(0, 2, (2, N))"}


class all_the_way_or_not_at_all:
    """You draw from -shift, 0 and shift, and from nothing in between. All whole numbers from -shift to shift are possible:
    rng.integers(-shift, shift + 1). (lecture R11)"""

    edits = {"rng.integers(0, 2 * shift + 1, (2, N))": "shift * rng.integers(0, 3, (2, N))"}


class rounded_normal_numbers:
    """You round normally distributed numbers, which makes some shifts more likely than others. All of them have the same
    probability: rng.integers. (lecture R11)"""

    edits = tuple(
        {
            "rng.integers(0, 2 * shift + 1, (2, N))": f"np.clip(np.round(rng.normal(shift, {spread}, (2, N))), 0, 2 * shift).astype(int)"
        }
        for spread in ("0.5 * shift", "shift")
    )


class shift_cut_to_the_image:
    """You make a shift that is larger than the image smaller, so that something of it is always left. The shift goes as far
    as it was told: an image that has left the frame is all zeros. (lecture R11)"""

    edits = {"N, _, H, W = images.shape": "N, _, H, W = images.shape\nshift = min(shift, H - 1, W - 1)"}


class same_number_for_both_axes:
    """You draw one number for each image and use it for rows and columns: your images move along a diagonal. Draw two.
    (lecture R11)"""

    edits = {"tops, lefts = rng.integers(0, 2 * shift + 1, (2, N))": "tops = lefts = rng.integers(0, 2 * shift + 1, N)"}


class rows_only:
    """Your images move up and down, and never sideways. Draw a shift for the columns, too. (lecture R11)"""

    edits = {"lefts[n] : lefts[n] + W": "shift : shift + W"}


class columns_only:
    """Your images move sideways, and never up and down. Draw a shift for the rows, too. (lecture R11)"""

    edits = {"tops[n] : tops[n] + H": "shift : shift + H"}


class square_images_only:
    """You cut as many columns out as there are rows. Images need not be square. (lecture R11)"""

    edits = {"lefts[n] : lefts[n] + W": "lefts[n] : lefts[n] + H"}


class padding_left_in_place:
    """You return the padded images: they are larger than they were by 2 shift. Cut a window of the old size out.
    (lecture R11)"""

    edits = {CROP: "padded[n]"}


class shift_fixed_at_one:
    """You move by one pixel at most and do not look at `shift`. (lecture R11)"""

    edits = {"N, _, H, W": "shift = 1\nN, _, H, W"}


class labels_changed:
    """You shuffle the images among each other as well. The labels stay where they were, so every image now has
    another one's label: image n must come from image n. (lecture R11)"""

    edits = {"padded = np.pad(images,": "images = images[rng.permutation(len(images))]\npadded = np.pad(images,"}


class mirrored:
    """You mirror some of the images as well. With photographs that is fine; a mirrored digit is another digit, or
    none. Only shifts are asked for. (lecture R11)"""

    edits = {
        CROP: "(padded[n][:, :, ::-1] if rng.random() < 0.5 else padded[n])[:, tops[n] : tops[n] + H, lefts[n] : lefts[n] + W]"
    }


class own_generator:
    """You make a generator inside and leave `rng` alone, so every epoch sees the same shifts. (lecture R11)"""

    edits = {"= rng.integers": "= np.random.default_rng(0).integers"}


class global_random_state:
    """You draw from np.random and not from the generator that you were given, so a training cannot be repeated from its
    seed. Use rng.integers. (lecture R11)"""

    edits = {"= rng.integers(0, 2 * shift + 1, (2, N))": "= np.random.randint(0, 2 * shift + 1, (2, N))"}


class written_into_the_batch:
    """Your shifts are right, but you write them into the images that you were given. Next epoch they are shifted once
    more, and after a few of them nothing is left. Return new images. (lecture R11)"""

    edits = tuple(
        {
            "return np.stack([": "images[...] = np.stack([",
            "for n in range(N)])": f"for n in range(N)])\nreturn {images}",
        }
        for images in ("images.copy()", "images")
    )


def observe_augment(arguments, result):
    """What all ways to draw share: which kinds of images come out, and which shifts among many."""
    images, shift, got = np.asarray(arguments["images"]), arguments["shift"], np.asarray(result)
    if got.shape != images.shape:
        return got.shape
    if shift and len(images) < 40:
        return "few"  # what becomes of them chance alone decides
    seen = {}  # many images of a batch are alike
    places = [
        seen.setdefault(pair, None) or seen.update({pair: _place(image, one, shift)}) or seen[pair]
        for image, one in zip(images, got, strict=True)
        for pair in [(image.tobytes(), one.tobytes())]
    ]
    kinds = sorted({place for place in places if isinstance(place, str)})
    if "kept" in kinds:  # along one axis by a pixel that is the edge once more
        return ["kept"]
    return kinds or _shifts(places, shift, bool(shift > max(images.shape[2:]) and not _some_are_gone(got)))


def _shifts(places, shift, none_is_gone):
    """What tells one way to draw the shifts from another."""
    if len(set(places)) == 1:
        return "once"
    downs, rights = ({place[axis] for place in places} for axis in (0, 1))
    many, few = len(places) > 1000, len(places) < 12 * (2 * shift + 1)
    often = many and max(map(places.count, set(places))) > len(places) / 6
    uneven = many and shift == 1 and bool((np.ravel(places) == 0).mean() > 0.36)
    ends = [] if few else [*sorted(downs), *sorted(rights)]  # chance alone may leave one of the shifts out
    far = max(map(abs, downs | rights)) > 1
    diagonal = all(down == right for down, right in places)
    return diagonal, [downs == {0}, rights == {0}], ends, often or uneven, none_is_gone, far


def _some_are_gone(got):
    return bool((~got.any(axis=(1, 2, 3))).any())


def _place(image, one, shift):
    """(down, right) of an image, or what became of it."""
    H, W = image.shape[1:]
    inside = np.pad(np.ones((H, W), bool), shift)
    modes = {"zeros": {}, "edge": {"mode": "edge"}, "wrap": {"mode": "wrap"}, "kept": {}}
    for kind, how in modes.items():
        padded = np.pad(image, ((0, 0), (shift, shift), (shift, shift)), **how)
        for top in range(2 * shift + 1):
            for left in range(2 * shift + 1):
                moved = padded[:, top : top + H, left : left + W]
                if kind == "kept":
                    moved = np.where(inside[top : top + H, left : left + W], moved, image)
                if np.array_equal(moved, one):
                    return (shift - top, shift - left) if kind == "zeros" else kind
    if len(image) > 1 and all(
        isinstance(_place(a[None], b[None], shift), tuple) for a, b in zip(image, one, strict=True)
    ):
        return "torn"
    return "mirrored" if isinstance(_place_of_mirrored(image, one, shift), tuple) else "other"


def _place_of_mirrored(image, one, shift):
    padded = np.pad(image[:, :, ::-1], ((0, 0), (shift, shift), (shift, shift)))
    H, W = image.shape[1:]
    for top in range(2 * shift + 1):
        for left in range(2 * shift + 1):
            if np.array_equal(padded[:, top : top + H, left : left + W], one):
                return top, left
    return None
