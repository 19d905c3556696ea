# The lecture's 28 x 28 digits: conv1 leaves 24 x 24 places, and 20 kernels look at each of them.
shapes = lenet_shapes(28, 28)
names = [name for name, shape in shapes]
checks.assert_close(names, ["conv1", "pool1", "conv2", "pool2", "fc1", "fc2"], name="the names", lecture="N7")
for name, shape in shapes:
    assert np.ndim(shape) == 1, f"The shape of {name} should be a tuple of numbers, such as (500,), and is {shape}."
shapes = {name: tuple(shape) for name, shape in shapes}
hint = "How many pixels does a kernel of 5 x 5 need, and how many places does it find in a row of 28?"
checks.assert_close(shapes["conv1"], (20, 24, 24), name="the shape of conv1", hint=hint, lecture="N7")
checks.assert_close(
    shapes["fc2"], (10,), name="the shape of fc2", hint="What comes out is a score for each class.", lecture="N7"
)

# Taller than wide, and in colour: the channels of the input are nobody's output.
shapes = dict(lenet_shapes(41, 28, 3))
hint = "Images are (channels, height, width)."
checks.assert_close(tuple(shapes["conv1"]), (20, 37, 24), name="conv1 for images of 41 by 28", hint=hint, lecture="N7")
hint = "Windows of 2 by 2 lie side by side; what fills no whole one is left out."
checks.assert_close(tuple(shapes["pool1"]), (20, 18, 12), name="pool1 for images of 41 by 28", hint=hint, lecture="N7")

# Each channel more gives each of the 20 kernels 25 weights more.
more = parameter_count(28, 28, 2) - parameter_count(28, 28, 1)
hint = "A kernel has a slice of 5 x 5 for each channel of its input."
checks.assert_close(more, 500, name="what a second channel adds to the count", hint=hint, lecture="N7")
# Four rows more leave the convolutions more to do, and not one weight; 500 units see 50 x 4 numbers more.
more = parameter_count(36, 28) - parameter_count(32, 28)
hint = "Which layers have a weight for each place, and which use the same weights at all places?"
checks.assert_close(more, 500 * 50 * 4, name="what four rows add to the count", hint=hint, lecture="N7")
