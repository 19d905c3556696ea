"""A report with one criterion of each kind, for the tests of what is made of reports."""

from __future__ import annotations

import dataclasses

from autograder.reports.report import Criterion, Diagnosis, Picture, Report

HEATMAP = Picture("heatmap", ((0.0, 1.0, 0.5), (float("nan"), 0.2, 2.0)), "dW: the redder, the further off <entry>")


def report(**changes: object) -> Report:
    criteria = (
        Criterion("test_a", "Shapes are kept.", "passed", 2.0, 2.0),
        Criterion("test_b", "dW is right <b>", "failed", 0.0, 3.0, "dW is off by $2$ & more.\nLook at W.", HEATMAP),
        Criterion("test_c", "A batch of one works.", "not_run", 0.0, 1.5),
    )
    diagnosis = Diagnosis("transposed", "You multiply x by dz <i>. (lecture B4)")
    made = Report("backprop/linear", 3, "Linear & layer", criteria, diagnosis, 7, 0.2, "The cell stopped at line 3.")
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]
