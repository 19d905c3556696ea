"""The command as a person types it."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, str, str]:
    """Exit code, stdout and stderr; a traceback is never shown."""
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, out, err
