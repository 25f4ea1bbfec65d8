"""The benchmark: bench.py [all] [notebooks] [options]; bench.py --help names them

Measures how fast this library trains, beside the same training written for other libraries and
in C, and prints Markdown. Peers run interleaved, each in one thread; their time is CPU time, so
what else the machine does matters little. A peer that does not learn as well as this library is
refused, and the benchmark then fails. `all` adds what weighs gigabytes, and the notebooks.
"""

import argparse
import contextlib
import datetime
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = ROOT / "lib/target"
WORK = TARGET / "bench"
PYTHON = WORK / "venv/bin/python"
CLASS_PATH = os.pathsep.join(map(str, (WORK / "classes", TARGET / "nndl.jar", TARGET / "jars/*")))

NETWORKS = ("784-30-10", "784-100-10", "784-100-100-10")
CORE = max(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
NOISE = 0.1  # the half of this library's turns in the middle may differ by so much of their median
LEARNING = 3  # the epochs in which a peer must learn as well; they warm it up, too
TURN = 2  # seconds: in its turn, a peer trains as many epochs as fit in
SLOW = 1  # seconds: a peer whose epoch takes longer is not warmed up

# Percent of the validation images. Peers start from the same weights and take the images in the
# same order, so only rounding differs, at most in float32.
TOLERANCE = 0.3
TOLERANCE_OF_ITS_OWN = 2.0  # for a peer whose order or cost is another


class Peer:
    """What is measured: a name, what the table calls it, its command, which package it needs."""

    def __init__(self, label, *command, needs=None, tolerance=TOLERANCE):
        self.label, self.command, self.needs, self.tolerance = label, command, needs, tolerance


def java(mode, heap):
    return ("java", f"-Xmx{heap}m", "-cp", CLASS_PATH, "Bench", mode)


def python(name):
    return (PYTHON, HERE / "peers.py", name)


PEERS = {
    "this": Peer("**this library**", *java("this", 500)),
    "c": Peer("C, vectorized by hand: the limit", WORK / "step", needs="gcc"),
    "jax": Peer("JAX, a scan over the epoch, float32", *python("jax"), needs="jax"),
    "numpy32": Peer("NumPy, whole mini-batches, float32", *python("numpy32"), needs="numpy"),
    "numpy64": Peer("NumPy, whole mini-batches, float64", *python("numpy64"), needs="numpy"),
    "torch": Peer("PyTorch by hand, float32", *python("torch"), needs="torch"),
    "autograd": Peer("PyTorch with autograd, float32", *python("autograd"), needs="torch"),
    "sklearn": Peer(
        "scikit-learn's MLPClassifier (softmax)",
        *python("sklearn"),
        needs="scikit-learn",
        tolerance=TOLERANCE_OF_ITS_OWN,
    ),
    "ejml-sparse": Peer("EJML, sparse", *java("ejml-sparse", 1000)),
    "ejml-dense": Peer("EJML, dense", *java("ejml-dense", 1000)),
    "network2": Peer("`network2.py`'s way: NumPy, per example", *python("network2"), needs="numpy"),
}


def say(*words):
    print(*words, file=sys.stderr, flush=True)


# ---- what is needed ----


def install(packages):
    """The Python packages in an environment of their own; returns why some are not there."""
    if not PYTHON.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
    missing = {}
    for package in packages:
        if subprocess.run([PYTHON, "-m", "pip", "show", "-qq", package]).returncode == 0:
            continue
        say(f"Installing {package} into {(WORK / 'venv').relative_to(ROOT)}, once ...")
        pip = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", package]
        result = subprocess.run(pip, capture_output=True, text=True)
        if result.returncode != 0:
            missing[package] = (result.stderr.strip().splitlines() or ["pip failed"])[-1]
    return missing


def compile_peers():
    """Compiles the Java and C peers; returns why some cannot be."""
    WORK.mkdir(parents=True, exist_ok=True)
    javac = ["javac", "-d", WORK / "classes", "-cp", CLASS_PATH, HERE / "Bench.java"]
    subprocess.run(javac, check=True)
    if not shutil.which("gcc"):
        return {"gcc": "gcc is not installed"}
    gcc = ["gcc", "-O3", "-march=native", "-o", WORK / "step", HERE / "step.c"]
    result = subprocess.run(gcc, capture_output=True, text=True)
    lines = result.stderr.strip().splitlines() or ["gcc failed"]
    return {} if result.returncode == 0 else {"gcc": lines[0]}


def write_files(images):
    """What the peers in other languages read; returns the name of the digits."""
    arguments = [WORK / "data", ",".join(NETWORKS), "10", str(images), str(images // 5)]
    written = subprocess.run([*java("files", 500), *arguments], check=True, capture_output=True)
    return written.stdout.decode().split("\n")[-2]


# ---- one peer at work ----


def surroundings():
    """One thread each, and none of the variables that force an old kernel on a BLAS."""
    forcing = (
        "OPENBLAS_CORETYPE",
        "OPENBLAS_L2_SIZE",
        "OPENBLAS_VERBOSE",
        "MKL_CBWR",
        "MKL_ENABLE_INSTRUCTIONS",
        "MKL_DEBUG_CPU_TYPE",
        "NPY_DISABLE_CPU_FEATURES",
        "ATEN_CPU_CAPABILITY",
        "JAVA_TOOL_OPTIONS",
    )
    one = {name + "_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL", "NUMEXPR")}
    one["VECLIB_MAXIMUM_THREADS"] = "1"
    one["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
    one["JAX_PLATFORMS"] = "cpu"
    kept = {name: value for name, value in os.environ.items() if name not in forcing}
    return {**kept, **one}


def stay_on_one_core():
    if CORE is not None:
        os.sched_setaffinity(0, {CORE})


class Process:
    """A peer that trains one network; see peers.py for the conversation."""

    def __init__(self, peer, network, images, mini_batch):
        self.peer, self.accuracies, self.seconds, self.trouble = peer, [], [], None
        self.last = 0.0
        self.memory = None
        arguments = [WORK / "data", network, mini_batch, images, images // 5]
        self.log = tempfile.TemporaryFile("w+")  # read when the peer fails
        self.process = subprocess.Popen(
            [str(word) for word in (*peer.command, *arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            env=surroundings(),
            preexec_fn=stay_on_one_core,
        )
        words = self.process.stdout.readline().split()
        self.version = " ".join(words[1:])
        if words[:1] != ["ready"]:
            self.fail()

    def fail(self):
        self.stop()
        self.log.seek(0)
        self.trouble = (self.log.read().strip().splitlines() or ["it ended without a word"])[-1]

    def cpu_time(self):
        """On Linux, the process's CPU time in fine steps; a Java process itself has 10 ms."""
        clock = ~self.process.pid << 3 | 2  # so the kernel numbers the CPU clocks of processes
        return time.clock_gettime(clock) if sys.platform == "linux" else None

    def train(self, epochs):
        """Trains; returns CPU seconds an epoch and the accuracy in percent."""
        if self.trouble:
            return
        try:
            before = self.cpu_time()
            print(epochs, file=self.process.stdin, flush=True)
            seconds, accuracy = map(float, self.process.stdout.readline().split())
            if before is not None:
                seconds = (self.cpu_time() - before) / epochs
        except (OSError, ValueError):
            self.fail()
            return
        self.last = seconds
        self.seconds.append(seconds)
        self.accuracies.append(accuracy)

    def turn(self):
        if not self.trouble:
            self.train(max(1, round(TURN / max(self.last, 1e-3))))

    def drop_warm_up(self):
        if self.last < SLOW:
            self.seconds = []

    def check(self, reference):
        """Refuses a peer that does not learn as well as the reference."""
        for epoch in (1, LEARNING):
            if self.trouble or reference.trouble:
                return
            ours, theirs = reference.accuracies[epoch - 1], self.accuracies[epoch - 1]
            if not abs(ours - theirs) <= self.peer.tolerance:
                self.trouble = (
                    f"refused: after epoch {epoch} it has {theirs:.2f} % right, "
                    f"not {ours:.2f} ± {self.peer.tolerance}"
                )

    def stop(self):
        """Ends the process; its peak memory, in megabytes, is then known."""
        if self.memory is None:
            self.process.stdout.close()
            with contextlib.suppress(BrokenPipeError):  # if it has ended by itself
                self.process.stdin.close()
            _, status, usage = os.wait4(self.process.pid, 0)
            self.process.returncode = os.waitstatus_to_exitcode(status)
            self.memory = usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)

    def median(self):
        return statistics.median(self.seconds)

    def noise(self):
        """How far the turns differ: the range of the half in the middle, by the median."""
        low, _, high = statistics.quantiles(self.seconds, method="inclusive")
        return (high - low) / self.median()


def race(processes, rounds, alike=True):
    """All learn for a few epochs, as well as the first if alike; then they take turns."""
    try:
        for _ in range(LEARNING):
            for process in processes:
                process.train(1)
        for process in processes:
            if alike:
                process.check(processes[0])
            process.drop_warm_up()
        while any(len(p.seconds) < rounds and not p.trouble for p in processes):
            for process in processes:
                if len(process.seconds) < rounds:
                    process.turn()
    finally:
        for process in processes:
            process.stop()


# ---- what is printed ----


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"


def machine():
    name = platform.processor() or platform.machine()
    cpu_info = Path("/proc/cpuinfo")
    if cpu_info.exists():
        models = [s for s in cpu_info.read_text().splitlines() if s.startswith("model name")]
        name = models[0].split(":")[1].strip() if models else name
    date = datetime.date.today()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}; {date.day} {date:%B %Y}"


def digits3(x):
    """Three digits, as in 0.0658, 0.212 and 4.31."""
    return f"{x:.4f}" if x < 0.1 else f"{x:.3f}" if x < 1 else f"{x:.2f}"


def spread(values, text):
    """The median, and in brackets the lowest and the highest of several runs."""
    median = text(statistics.median(values))
    if len(values) == 1:
        return median
    return f"{median} ({text(min(values))}–{text(max(values))})"


def compare(names, rounds, runs, images, mini_batch):
    """Races on all networks, anew in each run; returns each peer's processes by network."""
    results = {name: {network: [] for network in NETWORKS} for name in names}
    for run in range(runs):
        for network in NETWORKS:
            say(f"Run {run + 1} of {runs}, {network}: {', '.join(names)} ...")
            processes = [Process(PEERS[name], network, images, mini_batch) for name in names]
            race(processes, rounds)
            for name, process in zip(names, processes):
                results[name][network].append(process)
                right = " ".join(f"{percent:.2f}" for percent in process.accuracies[:LEARNING])
                say(f"  {name}: {' '.join(map(digits3, process.seconds))} s; {right} % right")
    return results


def noisy_runs(ours):
    """Says which runs are too noisy to quote; returns how many."""
    noisy = 0
    for run, processes in enumerate(zip(*ours.values()), 1):
        noise = max((p.noise() for p in processes if len(p.seconds) > 1), default=0)
        if noise > NOISE:
            noisy += 1
            print(
                f"**Run {run} is too noisy to quote: half of this library's turns differ by"
                f" {100 * noise:.0f} % (more than {100 * NOISE:.0f} %). Run the benchmark again"
                " when nothing else runs.**\n"
            )
    return noisy


def comparison_row(label, ours, theirs):
    row = [label]
    for our, their in zip(ours.values(), theirs.values()):
        if any(process.trouble for process in our + their):
            row += ["—", "—"]
        else:
            row.append(spread([process.median() for process in their], digits3))
            ratios = [t.median() / o.median() for o, t in zip(our, their)]
            row.append("1" if theirs is ours else spread(ratios, "{:.2f}".format))
    memory = max(process.memory for processes in theirs.values() for process in processes)
    return [*row, f"{memory:.0f} MB"]


def print_comparison(results):
    """The table and what belongs to it; returns whether all was well."""
    ours = results["this"]
    head = ["", *(word for network in NETWORKS for word in (network, "×")), "memory"]
    rows = [comparison_row(PEERS[name].label, ours, theirs) for name, theirs in results.items()]
    print(table(head, rows))
    each = {name: sum(theirs.values(), []) for name, theirs in results.items()}
    versions = dict.fromkeys(processes[0].version for processes in each.values())
    print(f"Versions: {', '.join(filter(None, versions))}.")
    if not any(process.trouble for process in each["this"]):
        right = (
            f"{p.accuracies[0]:.2f} and {p.accuracies[LEARNING - 1]:.2f} % ({network})"
            for network, (p, *_) in ours.items()
        )
        print(
            f"Right after epochs 1 and {LEARNING}: {', '.join(right)}; the peers within"
            f" {TOLERANCE} points, scikit-learn, which takes softmax, within"
            f" {TOLERANCE_OF_ITS_OWN:.0f}.\n"
        )
    troubles = dict.fromkeys(
        f"**{PEERS[name].label}, {network}: {process.trouble}**"
        for name, theirs in results.items()
        for network, processes in theirs.items()
        for process in processes
        if process.trouble
    )
    print(*troubles, "", sep="\n")
    return not noisy_runs(ours) and not troubles


def growth(rounds, images):
    """How this library's time grows, each value against the smallest."""
    series = {
        "hidden neurons": [(n, f"784-{n}-10", 10, images) for n in (10, 20, 30, 50, 100, 200, 300)],
        "mini-batch (784-30-10)": [(m, "784-30-10", m, images) for m in (1, 10, 100, 1000)],
        "images (784-30-10)": [
            (n, "784-30-10", 10, n) for n in (1000, 5000, 20000, 50000) if n <= images
        ],
    }
    for title, points in series.items():
        say(f"Growth with {title} ...")
        processes = [Process(PEERS["this"], network, n, m) for _, network, m, n in points]
        race(processes, rounds, alike=False)
        if trouble := next((p.trouble for p in processes if p.trouble), None):
            raise RuntimeError(trouble)
        seconds = [process.median() for process in processes]
        head = [title, *(f"{value:,}" for value, *_ in points)]
        times = ["times the first", *(f"{s / seconds[0]:.2f}" for s in seconds)]
        print(table(head, [["seconds an epoch", *map(digits3, seconds)], times]))


def two_cores(images):
    """Two trainings at a time against one after another."""
    say("Two trainings on two cores ...")
    if (os.cpu_count() or 1) < 2:
        return
    ratios = []
    for network in NETWORKS[:2]:
        command = [*java("cores", 500), WORK / "data", network, "10", images, images // 5]
        result = subprocess.run(list(map(str, command)), check=True, capture_output=True)
        ratios.append(f"{float(result.stdout.decode().split()[-1]):.2f} times ({network})")
    print(
        f"Two trainings on two cores, by the clock: {', '.join(ratios)} as fast as one after"
        " another.\n"
    )


# ---- notebooks ----


def kernel_memory(pid):
    """Resident megabytes of a process and those it started."""
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid=,rss="], capture_output=True, text=True)
    processes = [list(map(int, line.split())) for line in listed.stdout.splitlines()]
    family, size = {pid}, 0
    while len(family) > size:
        size = len(family)
        family |= {child for child, parent, _ in processes if parent in family}
    return sum(rss for process, _, rss in processes if process in family) / 1024


def like_binder():
    """The environment of a kernel on Binder: with the options of the script start alone."""
    plain = {**os.environ, "JAVA_TOOL_OPTIONS": ""}
    command = [ROOT / "start", "printenv", "JAVA_TOOL_OPTIONS"]
    options = subprocess.run(command, env=plain, check=True, capture_output=True, text=True).stdout
    return {**plain, "JAVA_TOOL_OPTIONS": options.strip()}


def run_notebook(file, until_figure=False):
    """Runs a notebook in a new kernel; returns seconds to its first figure, to its end, memory."""
    import nbformat
    from jupyter_client import KernelManager

    figure_at = []

    def look(message):
        data = message["content"].get("data", {})
        if "application/vnd.plotly.v1+json" in data and not figure_at:
            figure_at.append(time.monotonic() - start)
        if message["msg_type"] == "error":
            raise RuntimeError(f"{file.name}: {message['content']['evalue']}")

    manager = KernelManager(kernel_name="java")
    environment = like_binder()
    start = time.monotonic()
    manager.start_kernel(cwd=str(file.parent), stderr=subprocess.DEVNULL, env=environment)
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        for cell in nbformat.read(file, 4).cells:
            if cell.cell_type == "code":
                client.execute_interactive(cell.source, output_hook=look, timeout=600)
            if figure_at and until_figure:
                break
        end = time.monotonic() - start
        memory = kernel_memory(manager.provisioner.pid) if shutil.which("ps") else float("nan")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    return figure_at[0] if figure_at else float("nan"), end, memory


def start_up():
    say("Time to the first figure ...")
    first = sorted((ROOT / "notebooks").glob("*.ipynb"))[0]
    seconds = [run_notebook(first, until_figure=True)[0] for _ in range(3)]
    jars = [TARGET / "nndl.jar", *(TARGET / "jars").glob("*.jar")]
    size = sum(jar.stat().st_size for jar in jars) / 1e6
    print(
        f"From the start of a kernel to the first figure of notebook 1:"
        f" {statistics.median(seconds):.1f} s. The library and its jars:"
        f" {size:.0f} MB.\n"
    )


def notebooks():
    rows = []
    for file in sorted((ROOT / "notebooks").glob("*.ipynb")):
        say(f"{file.name} ...")
        figure, end, memory = run_notebook(file)
        rows.append([file.stem, f"{figure:.1f} s", f"{end:.0f} s", f"{memory:.0f} MB"])
    print(table(["notebook", "first figure", "whole run", "kernel's memory at the end"], rows))


# ---- the command ----


def choose(everything, only):
    """The names of the peers to compare with, this library first."""
    if unknown := set(only) - set(PEERS):
        sys.exit(f"There is no peer {', '.join(unknown)}; there are {', '.join(PEERS)}")
    if only:
        return [name for name in PEERS if name in only or name == "this"]
    return [name for name, peer in PEERS.items() if peer.needs != "torch" or everything]


def prepare(names, images):
    """Compiles, installs and writes what peers need; returns the digits' name and who cannot be."""
    reasons = compile_peers()
    packages = [PEERS[name].needs for name in names if PEERS[name].command[0] == PYTHON]
    reasons |= install(dict.fromkeys(packages))
    left_out = {n: reasons[PEERS[n].needs] for n in names if PEERS[n].needs in reasons}
    return write_files(images), left_out


def main(*arguments):
    parser = argparse.ArgumentParser(prog="./run bench", description=__doc__.split("\n\n")[1])
    parser.add_argument("what", nargs="*", help="all, notebooks, or nothing")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each peer; 5")
    parser.add_argument("--runs", type=int, default=1, help="whole races, one after another; 1")
    parser.add_argument(
        "--images", type=int, default=50000, help="to train on, fewer for a quick look; 50000"
    )
    parser.add_argument("--mini-batch", type=int, default=10, help="images in a step; 10")
    parser.add_argument("--only", default="", help="peers to compare with: " + ",".join(PEERS))
    options = parser.parse_args(arguments)
    if unknown := set(options.what) - {"all", "notebooks"}:
        parser.error(f"there is no {' '.join(unknown)}")
    if options.what == ["notebooks"]:
        notebooks()
        return 0

    everything, images = "all" in options.what, options.images
    only = list(filter(None, options.only.split(",")))
    names = choose(everything, only)
    digits, left_out = prepare(names, images)
    names = [name for name in names if name not in left_out]
    print(
        f"CPU seconds of an epoch: {images:,} images ({digits}) in mini-batches of"
        f" {options.mini_batch}, then the accuracy on {images // 5:,}. Median of {options.rounds}"
        f" turns; × is the ratio to this library; of {options.runs} runs the median"
        " (lowest–highest). One thread each.\n"
        f"{machine()}.\n"
    )
    fine = print_comparison(
        compare(names, options.rounds, options.runs, images, options.mini_batch)
    )
    for name, reason in left_out.items():
        print(f"Left out: {PEERS[name].label}: {reason}\n")
    if not only:
        growth(min(3, options.rounds), images)
        two_cores(images)
        start_up()
    if everything or "notebooks" in options.what:
        notebooks()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
