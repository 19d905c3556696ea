"""Names of the catalogue's functions, found in the reference."""

import importlib

import numpy as np
import pytest

from reference_impl.catalogue import EXERCISES

MODULE_OF = {name: exercise.module for exercise in EXERCISES for name in exercise.functions}


def reference(name: str) -> object:
    """The reference's function of this name."""
    return getattr(importlib.import_module(f"reference_impl.{MODULE_OF[name]}"), name)


@pytest.fixture(name="reference")
def _reference():
    return reference


@pytest.fixture
def rng():
    return np.random.default_rng(0)
