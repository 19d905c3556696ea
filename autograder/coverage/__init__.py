"""What the lectures teach, and where it is: concept -> section of a lecture -> functions -> exercises -> explorers.

Nothing is kept by hand but the ids themselves (course/data/concepts.toml). Functions cite them in their docstrings,
exercises in exercise.toml, explorers where they are registered; here they are joined, and held against each other.
"""

from autograder.coverage.citations import Function, cited_functions, functions_in
from autograder.coverage.concepts import CONCEPTS, Concept, load_concepts
from autograder.coverage.disagreements import disagreements
from autograder.coverage.inventory import Inventory, Row, report, take_inventory

__all__ = [
    "CONCEPTS",
    "Concept",
    "Function",
    "Inventory",
    "Row",
    "cited_functions",
    "disagreements",
    "functions_in",
    "load_concepts",
    "report",
    "take_inventory",
]
