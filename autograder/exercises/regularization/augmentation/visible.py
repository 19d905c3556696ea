# Two channels of 3 x 3 numbers from 1 to 18, 200 times. A shift by one pixel at most has nine possible results.
image = np.arange(1.0, 19.0).reshape(1, 2, 3, 3)
images = checks.assert_unchanged(augment, np.repeat(image, 200, axis=0), np.random.default_rng(0))
checks.assert_shape(images, (200, 2, 3, 3), name="images", like="images", lecture="R11")
possible = {}
for down in (-1, 0, 1):
    for right in (-1, 0, 1):
        padded = np.pad(image[0], ((0, 0), (1, 1), (1, 1)))
        possible[padded[:, 1 - down : 4 - down, 1 - right : 4 - right].tobytes()] = (down, right)
shifts = [possible.get(np.asarray(one, dtype=float).tobytes()) for one in images]
hint = "What moves in at the edge? Do both channels move alike?"
checks.assert_close(
    shifts.count(None), 0, name="the number of images that are no shift of theirs", hint=hint, lecture="R11"
)
hint = "Each image has a shift of its own, down and to the right."
checks.assert_close(
    len(set(shifts)), 9, name="the number of different shifts among 200 images", hint=hint, lecture="R11"
)
