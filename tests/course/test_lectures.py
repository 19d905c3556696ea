"""What the ids stand for."""

import pytest

from course import lectures


def test_every_id_of_the_table_has_a_title_and_a_section() -> None:
    index = lectures.index()
    assert len(index) > 80
    assert all(concept.title and ": " in concept.section for concept in index.values())
    assert repr(index).splitlines()[0] == "N1   Kinds of neuron (EECS498: Types of Neurons)"


def test_some_ids_are_asked_for() -> None:
    assert list(lectures.index("R8", "B4")) == ["R8", "B4"]
    with pytest.raises(KeyError):
        lectures.index("X1")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("dW. (lectures B4)", "dW. (lectures B4: Backward through a linear layer)"),
        ("(lectures N2 R8) and more", "(lectures N2: What an activation must do, R8: Dropout) and more"),
        ("(lectures X99)", "(lectures X99)"),
        ("no id (B4)", "no id (B4)"),
    ],
)
def test_ids_in_a_message_get_their_titles(text: str, shown: str) -> None:
    assert lectures.with_titles(text) == shown
