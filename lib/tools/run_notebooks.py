"""Runs notebooks from top to bottom: run_notebooks.py NOTEBOOKS EXECUTED FILE...

NOTEBOOKS is the folder that FILEs are named relative to in EXECUTED, where each leaves a notebook
with its outputs. The first cell that fails ends the run, with its source and error; what was shown
until then is left in a file whose name ends in .failed.ipynb.

The last line, on standard output, says on which data they ran.
"""

import os
import os.path
import re
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from papermill.exceptions import PapermillExecutionError

# What nndl.notebook leaves of progress, in both languages.
ENDED_PROGRESS = re.compile(r"|.*: (\d+) of \1 done|.*：已完成 (\d+) / \2")
ANSI_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
DEAD_SHELL = re.compile(rb'^Exception in thread "[^"]*Shell', re.MULTILINE)
LOADS_DIGITS = re.compile(r"\bloadDigits\(")
# So begins what the library says where it draws digits itself.
NOT_MNIST = re.compile("These are not MNIST|这些不是 MNIST")


class WatchedKernelManager(AsyncKernelManager):
    """Keeps what the kernel's process says itself, which would tear the progress bar.

    A kernel is dead, too, when the thread is that executes cells: its process stays then, and an
    answer would be waited for without end.
    """

    words = tempfile.TemporaryFile()  # for all kernels, until this ends
    processes = []

    async def start_kernel(self, **options):
        self.words.seek(0)
        self.words.truncate()
        await super().start_kernel(stderr=self.words, **options)
        self.processes.append(self.provisioner.process)

    async def _async_is_alive(self):  # this is what nbclient's client asks
        return await super()._async_is_alive() and not DEAD_SHELL.search(self.said())

    is_alive = _async_is_alive

    @classmethod
    def said(cls):
        # Not by reading: the kernel writes where this file's own reading would be.
        return os.pread(cls.words.fileno(), 1 << 20, 0)

    @classmethod
    def end_all(cls):
        """Ends the kernels that are left, with what they started."""
        for process in cls.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def interrupt(*_):
    for name in ENDING:
        signal.signal(name, signal.SIG_IGN)
    raise KeyboardInterrupt


ENDING = [
    getattr(signal, name) for name in ("SIGHUP", "SIGINT", "SIGTERM") if hasattr(signal, name)
]


def end_with(parent):
    """Ends this as SIGTERM does when the process that started it is gone."""

    def watch():
        while os.getppid() == parent:
            time.sleep(0.5)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()


def result_path(file, notebooks, executed):
    """Where its result goes: EXECUTED has the same folders as NOTEBOOKS."""
    try:
        return executed / file.relative_to(notebooks)
    except ValueError:
        return executed / file.name


def execute(file, result):
    """Writes the result when it is whole, and what there is of it if a cell fails."""
    part, failed = (result.with_suffix(f".{word}.ipynb") for word in ("part", "failed"))
    result.parent.mkdir(parents=True, exist_ok=True)
    try:
        papermill.execute_notebook(
            file,
            part,
            cwd=file.parent,
            progress_bar={"desc": file.stem},
            kernel_manager_class=WatchedKernelManager,
            shutdown_kernel="immediate",
            request_save_on_cell_execute=False,
        )
        settle(nbformat.read(file, 4), part)
        part.replace(result)
        failed.unlink(missing_ok=True)
    except PapermillExecutionError:
        part.replace(failed)
        raise
    finally:
        part.unlink(missing_ok=True)


def settle(source, result):
    """Takes out what differs from run to run: times, paths, versions, how output was cut up."""
    executed = nbformat.read(result, 4)
    executed.metadata = source.metadata
    for cell, original in zip(executed.cells, source.cells, strict=True):
        cell.metadata = original.metadata
        if cell.cell_type == "code":
            cell.outputs = lasting(cell.outputs)
    nbformat.write(executed, result)


def lasting(outputs):
    """Streams in one piece, and without progress that has ended."""
    kept = []
    for output in outputs:
        if output.output_type == "stream" and kept and kept[-1].get("name") == output.name:
            kept[-1].text += output.text
        elif not ENDED_PROGRESS.fullmatch(output.get("data", {}).get("text/plain", "shown")):
            kept.append(output)
    return kept


def report_failure(file, failed, error):
    """The failing cell as a reader looks for it: which one, its source, its error."""
    print(f"\n{file.name}: cell [{error.exec_count}] failed\n", file=sys.stderr)
    print(error.source, file=sys.stderr)
    lines = error.traceback or [f"{error.ename}: {error.evalue}"]
    print("\n" + ANSI_COLOURS.sub("", "\n".join(lines)), file=sys.stderr)
    print(f"\nIts outputs until then: {os.path.relpath(failed)}", file=sys.stderr)


def report_death(file, error):
    print(f"\n{file.name}: {error}. The kernel's own words:\n", file=sys.stderr)
    print(WatchedKernelManager.said().decode(errors="replace"), file=sys.stderr)


def data_of(results):
    """Which data notebooks ran on: a line."""
    mnist, drawn = [], []
    for result in results:
        cells = [cell for cell in nbformat.read(result, 4).cells if cell.cell_type == "code"]
        outputs = [output for cell in cells for output in cell.outputs]
        if any(NOT_MNIST.search(output.get("text", "")) for output in outputs):
            drawn.append(result.stem)
        elif any(LOADS_DIGITS.search(cell.source) for cell in cells):
            mnist.append(result.stem)
    if drawn:
        return f"Digits: drawn by the library, since MNIST was not to be had, in {', '.join(drawn)}"
    return "Digits: MNIST" if mnist else "Digits: none are used"


def run(notebooks, executed, files):
    results = []
    for file in files:
        result = result_path(file, notebooks, executed)
        try:
            execute(file, result)
        except PapermillExecutionError as error:
            report_failure(file, result.with_suffix(".failed.ipynb"), error)
            return 1
        except RuntimeError as error:  # the kernel did not start, or died
            report_death(file, error)
            return 1
        except KeyboardInterrupt:
            print(f"\n{file.name}: interrupted", file=sys.stderr)
            return 130
        print(f"{file.stem}: {os.path.relpath(result)}", file=sys.stderr)
        results.append(result)
    print(data_of(results))
    return 0


def main(notebooks, executed, *files):
    for name in ENDING:
        signal.signal(name, interrupt)
    end_with(os.getppid())
    try:
        return run(Path(notebooks), Path(executed), [Path(file).resolve() for file in files])
    finally:
        WatchedKernelManager.end_all()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
