"""What a PNG shows."""

import io

import numpy as np
from PIL import Image


def pixels(png: bytes) -> np.ndarray:
    """(height, width, 3) of a picture."""
    return np.asarray(Image.open(io.BytesIO(png)))
