"""The benchmark, on a few images: its peers learn alike, and one that does not is refused."""

import importlib.util
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

FILE = Path(__file__).resolve().parents[1] / "bench/bench.py"
LAZY = """
import sys
print("ready Lazy 1", flush=True)
for line in sys.stdin:
    print(0.001, 10.0, flush=True)
"""
BROKEN = "raise SystemExit('no such library')"


@pytest.fixture
def bench(monkeypatch):
    """The benchmark of one network, with this Python for what is written in Python."""
    spec = importlib.util.spec_from_file_location("bench", FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "NETWORKS", ("784-30-10",))
    monkeypatch.setattr(module, "TURN", 0.01)
    monkeypatch.setattr(module, "install", lambda packages: {"jax": "no wheel for it"})
    for peer in module.PEERS.values():
        peer.command = tuple(sys.executable if w == module.PYTHON else w for w in peer.command)
    module.PEERS["lazy"] = module.Peer("Lazy", sys.executable, "-c", LAZY)
    module.PEERS["broken"] = module.Peer("Broken", sys.executable, "-c", BROKEN)
    return module


def test_peers_are_timed_if_they_learn_alike(bench, capsys):
    peers = "numpy64,ejml-sparse,c,jax,lazy,broken"
    status = bench.main("--images", "500", "--rounds", "1", "--only", peers)
    assert status == 1
    lines = capsys.readouterr().out.splitlines()
    lazy, broken = (line for line in lines if line.startswith("**") and line.endswith("**"))
    assert lazy.startswith("**Lazy, 784-30-10: refused: after epoch 1 it has 10.00 % right, not ")
    assert broken == "**Broken, 784-30-10: no such library**"
    assert "Left out: JAX, a scan over the epoch, float32: no wheel for it" in lines
    rows = {row[0]: row[1:] for row in (line.strip("| ").split(" | ") for line in lines)}
    alike = ["**this library**", "NumPy, whole mini-batches, float64", "EJML, sparse"]
    if shutil.which("gcc"):
        alike.append("C, vectorized by hand: the limit")
    for label in alike:
        seconds, ratio, memory = rows[label]
        assert float(seconds.split()[0]) > 0
        assert float(ratio) > 0
        assert memory.endswith(" MB")
    for label in "Lazy", "Broken":
        assert rows[label][:2] == ["—", "—"]


def process(seconds):
    return SimpleNamespace(median=lambda: seconds, trouble=None, memory=100)


def test_of_several_runs_the_median_and_the_spread_are_told(bench):
    ours = {"784-30-10": [process(1.0), process(1.1), process(0.9)]}
    theirs = {"784-30-10": [process(2.0), process(2.4), process(1.7)]}
    row = bench.comparison_row("Peer", ours, theirs)
    assert row == ["Peer", "2.00 (1.70–2.40)", "2.00 (1.89–2.18)", "100 MB"]


def test_a_run_too_noisy_to_quote_is_named(bench, capsys):
    def noisy(*runs):
        made = [bench.Process.__new__(bench.Process) for _ in runs]
        for one, seconds in zip(made, runs):
            one.seconds, one.trouble = seconds, None
        return bench.noisy_runs({"784-30-10": made})

    assert noisy([1.0, 1.02, 0.98, 1.04], [1.0, 1.0, 1.01, 1.0, 5.0]) == 0
    assert capsys.readouterr().out == ""
    assert noisy([1.0, 1.02, 0.98, 1.04], [1.0, 1.3, 0.9, 1.5]) == 1
    assert capsys.readouterr().out.startswith("**Run 2 is too noisy to quote: half of this")


def test_an_unknown_peer_is_named(bench):
    with pytest.raises(SystemExit, match="no peer nobody"):
        bench.main("--only", "nobody")
