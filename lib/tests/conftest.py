"""What the test files share: the notebooks' results, made once in a test run, and screenshots."""

import importlib
import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from trees import BRIEF_KERNEL, make_bare_path, make_tree

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = ROOT / "notebooks"
TOOLS = ROOT / "lib/tools"
TARGET = ROOT / "lib/target"
EXECUTED = TARGET / "executed"
# Half a minute or more on two cores. They are tested by ./run test --all.
LONG = """
    learning-rates 07-where-it-ends rounding 06-weight-decay 08-modern-initializers 04-old-vs-new
    04-solutions 06-solutions 07-solutions what-learners-ask 05-hidden-layers
""".split()
# They hardly train: half the work of compiling is enough.
BRIEF = """
    01-saturated-neurons 02-initializers 03-network2 symbols 01-solutions 02-solutions 03-solutions
""".split()
LAST = NOTEBOOKS / "08-modern-initializers.ipynb"  # ends in what all other chapters found
sys.path.insert(0, str(TOOLS))
run_notebooks = importlib.import_module("run_notebooks")
publish_notebooks = importlib.import_module("publish_notebooks")
FILES = publish_notebooks.notebook_files(ROOT)
CHINESE = publish_notebooks.notebook_files(ROOT, "notebooks/zh")


def of_each(files, run=False):
    """A test for each of some notebooks; those that run it are marked where that takes long."""
    return pytest.mark.parametrize(
        "file",
        [
            pytest.param(
                file,
                id="zh-" * (file in CHINESE) + file.stem,
                marks=[pytest.mark.long] * (run and file.stem in LONG),
            )
            for file in files
        ],
    )


def interrupt(*_):
    raise KeyboardInterrupt


def pytest_configure(config):
    signal.signal(signal.SIGTERM, interrupt)  # as Ctrl-C: what tests started is ended
    config.addinivalue_line("markers", "book: is about the book, so its tree makes one")
    config.addinivalue_line("markers", "long: runs a notebook that takes half a minute or more")
    config.addinivalue_line("markers", "quiet: measures time, so it runs last on its worker")
    config.addinivalue_line("markers", "measured: needs a quiet machine for minutes; run by name")


# ---- notebooks run beside the tests, two at a time ----


class Runs:
    """The runs of notebooks, each started once, and their results."""

    def __init__(self):
        self.pool = ThreadPoolExecutor(2)
        self.results = {}
        self.processes = []

    def start(self, file):
        if file not in self.results:
            self.results[file] = self.pool.submit(self.run, file)
        return self.results[file]

    def run(self, file):
        """Runs it; returns what went wrong, or nothing."""
        if file == LAST:  # started after all others, so none of them waits for this
            for result in [self.results[other] for other in self.results if other != LAST]:
                result.result()
        command = [sys.executable, TOOLS / "run_notebooks.py", NOTEBOOKS, EXECUTED, file]
        options = {"JJAVA_JVM_OPTS": BRIEF_KERNEL} if file.stem in BRIEF else {}
        process = subprocess.Popen(
            command,
            env=os.environ | options,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        self.processes.append(process)
        words = process.communicate()[1]
        return "" if process.returncode == 0 else words

    def __call__(self, file):
        """The file of the result, when the notebook has run."""
        if trouble := self.start(file).result():
            pytest.fail(trouble[-4000:], pytrace=False)
        return run_notebooks.result_path(file, NOTEBOOKS, EXECUTED)

    def stop(self):
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in self.processes:
            process.terminate()
        self.pool.shutdown()


RUNS = pytest.StashKey[Runs]()


@pytest.hookimpl(tryfirst=True)  # before xdist reads the marks
def pytest_collection_modifyitems(items):
    """First what needs no results of notebooks, and last what measures time.

    One worker has all tests that share these results or what is made of them, and all that measure
    time. The browser's tests stay together, and away from those that have an event loop themselves,
    as the browser has: those of kernels, which are quiet, and those that publish.
    """

    def place(item):
        waits = "executed" in item.fixturenames
        browses = item.path.stem in ("test_browser", "test_page")
        return item.get_closest_marker("quiet") is not None, 1 if browses else 2 * waits, waits

    items.sort(key=place)
    for item in items:
        if any(place(item)):
            item.add_marker(pytest.mark.xdist_group("notebooks"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Starts all notebooks that tests will ask for, once, where the first of those tests runs."""
    if item.get_closest_marker("xdist_group") and RUNS not in item.session.config.stash:
        start_notebooks(item.session)


def start_notebooks(session):
    """The longest first, since the shortest fill the gaps."""
    runs = session.config.stash[RUNS] = Runs()
    asked = [item for item in session.items if "executed" in item.fixturenames]
    files = {
        item.callspec.params["file"]
        for item in asked
        if hasattr(item, "callspec") and "file" in item.callspec.params
    }
    if any("site" in item.fixturenames for item in asked):
        files |= {file for file in FILES if file.stem not in LONG}
    if LAST in files:
        files |= set(NOTEBOOKS.glob("*.ipynb"))
    order = LONG + [file.stem for file in FILES if file.stem not in LONG]
    for file in sorted(files, key=lambda file: (file == LAST, order.index(file.stem))):
        runs.start(file)


def pytest_sessionfinish(session):
    if runs := session.config.stash.get(RUNS, None):
        runs.stop()


@pytest.fixture
def tree(tmp_path, request):
    """A tree as after ./run setup, in a folder whose name has a space and accents."""
    book = request.node.get_closest_marker("book") is not None
    return make_tree(tmp_path / "Gewichte, verständlich", book)


@pytest.fixture
def bare_path(tmp_path):
    """A folder for the PATH that has no Java, Maven, Python or Jupyter."""
    return make_bare_path(tmp_path / "tools")


@pytest.fixture(scope="session")
def executed(pytestconfig):
    """Runs a notebook, unless it was started already; returns the file of its result."""
    return pytestconfig.stash[RUNS]


def find_browser():
    """Chromium or Chrome; ./run has seen to it that there is one."""
    names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
    found = [path for path in map(shutil.which, names + [mac]) if path]
    return found[0]


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(executed):
    """The folder of the book, made of executed notebooks; and what Sphinx complained about."""
    for file in list(executed.results):
        executed(file)
    folder = TARGET / "site"
    book = subprocess.run(
        [ROOT / ".venv/book/bin/python", TOOLS / "build_book.py", ROOT, EXECUTED, folder],
        capture_output=True,
        encoding="utf-8",
    )
    assert book.returncode == 0, book.stderr
    return folder, [line for line in book.stderr.splitlines() if "The book:" not in line]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Of a test that fails with a page open, keeps what could be seen."""
    report = yield
    page = getattr(item, "funcargs", {}).get("page")
    if report.failed and page:
        folder = TARGET / "screenshots"
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / (re.sub(r"[^\w.-]+", "-", item.name) + ".png")
        page.screenshot(path=file)
        report.sections.append(("screenshot", str(file)))
    return report
