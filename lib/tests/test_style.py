"""The Python here is laid out and checked by ruff, as lib/ruff.toml says."""

import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.mark.parametrize("command", [["check"], ["format", "--diff"]], ids=lambda words: words[0])
def test_ruff_finds_nothing(command):
    ruff = [
        sys.executable,
        "-m",
        "ruff",
        *command,
        "--no-cache",
        "--config",
        "lib/ruff.toml",
        "lib",
    ]
    result = subprocess.run(ruff, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert result.returncode == 0, result.stdout + result.stderr
