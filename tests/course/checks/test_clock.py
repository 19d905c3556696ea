"""The clock says how much of the grader's time some lines take."""

import time

import pytest

from course.checks import clock


@pytest.mark.parametrize(
    ("used_s", "said"),
    [
        (2.04, "2.0 s of processor time, 20% of the 10 s that there are."),
        (7.0, "70% of the 10 s that there are. The machine that grades may be slower than this one"),
        (12.5, "12.5 s of processor time, 125% of the 10 s that there are. That is too long: fewer epochs"),
    ],
)
def test_what_it_says(monkeypatch, capsys, used_s, said):
    monkeypatch.setattr(time, "process_time", iter([3.0, 3.0 + used_s]).__next__)
    with clock(10):
        pass
    assert said in capsys.readouterr().out


def test_waiting_is_not_counted(capsys):
    with clock(1000):
        time.sleep(0.3)
    assert float(capsys.readouterr().out.split()[0]) < 0.3


def test_an_error_goes_on():
    with pytest.raises(ZeroDivisionError), clock(10):
        1 / 0  # noqa: B018
