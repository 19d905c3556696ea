"""Train the lecture's LeNet on the digits: python -m reference_impl.experiments.lenet_on_digits (lectures N7)."""

import os
import time


def main(epochs=7, batch_size=64):
    """Train, show a progress bar, print the accuracy on digits that were not trained on."""
    # before NumPy is imported: on many small products a second thread costs more than it brings
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from course.data import digits
    from reference_impl.experiments.lenet_training import ProgressBar, accuracy, train_lenet

    x_train, y_train, x_test, y_test = digits(test=1000)
    start = time.monotonic()
    bar = ProgressBar(epochs * -(-len(x_train) // batch_size))
    params, _ = train_lenet((x_train, y_train), epochs, batch_size=batch_size, callbacks=[bar])
    seconds = time.monotonic() - start
    print(f"test accuracy {accuracy(params, x_test, y_test):.2%} after {epochs} epochs in {seconds:.0f} s")


if __name__ == "__main__":
    main()
