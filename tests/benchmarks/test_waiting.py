"""What is measured of explorers and notebooks, on a small scale."""

from itertools import islice

import ipywidgets
import pytest

from course import widgets
from tests.benchmarks import bench_notebooks, bench_widgets, redraws
from tests.benchmarks.bench_widgets import Waits
from tests.benchmarks.redraws import ALL, DRAWING, ENCODING, MODEL, Redraws


@pytest.mark.parametrize(
    ("control", "walked"),
    [
        (ipywidgets.IntSlider(min=0, max=6, step=2, value=4), [6, 4, 2, 0, 2]),
        (ipywidgets.ToggleButtons(options=["a", "b"], value="a"), ["b", "a", "b", "a", "b"]),
        (ipywidgets.SelectionSlider(options=[1, 10, 100], value=100), [10, 1, 10, 100, 10]),
        (ipywidgets.ToggleButtons(options=["alone"], value="alone"), []),
    ],
)
def test_a_control_goes_to_its_end_and_back(control: ipywidgets.Widget, walked: list[object]) -> None:
    assert list(islice(redraws.values(control), 5)) == walked


def test_every_control_is_measured_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redraws, "MOVES", 3)
    found = redraws.measure("stopping_and_decay")
    assert [each.control for each in found] == ["steps", "learning rate ε", "flat eigenvalue"]
    for each in found:
        assert {part: len(spent) for part, spent in each.spent.items()} == dict.fromkeys(each.spent, 3)
        for parts in zip(*(each.spent[part] for part in (MODEL, DRAWING, ENCODING)), strict=True):
            assert min(parts) > 0
        assert sum(each.spent[DRAWING]) < sum(each.spent[ALL])
        assert not each.trains


def test_the_table_has_every_explorer_and_says_which_of_them_train() -> None:
    waits = {name: Waits(300.0, (*[60.0] * 8, 400.0, 400.0), 1) for name in widgets.registry()}
    waits["training_monitor"] = Waits(200.0, (), 0)
    spent = {part: [1.0, 2.0, 90.0] for part in (MODEL, DRAWING, ENCODING, ALL)}
    idle = {part: [1.0] * 3 for part in spent}
    moved = [name for name in waits if name != "training_monitor"]
    costs = [Redraws(name, *each) for name in moved for each in (("kind", False, idle), ("rate", True, spent))]
    written = bench_widgets.table(waits, [40.0] * 30, costs, {"cores": "2"})
    rows = [line for line in written.splitlines() if line.startswith("| `")]
    assert len(rows) == len(waits)
    assert len({row.count("|") for row in rows}) == 1
    trained, followed = (
        next(row for row in rows if name in row) for name in ("batchnorm_explorer", "training_monitor")
    )
    assert "| 300 | 60 | 400 | 400 |" in trained
    assert "trains: rate 90; said so 1 times" in trained
    assert "follows a loop" in followed


def test_a_notebook_is_measured_cell_by_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    ran = bench_notebooks.run("dropout")
    assert 0 < sum(ran.cells.values()) <= ran.cpu_s
    assert "| dropout |" in bench_notebooks.table([ran], {"load": "0.10"})
