"""Runs notebooks from top to bottom: run_notebooks.py NOTEBOOKS EXECUTED FILE...

NOTEBOOKS is the folder that FILEs are named relative to in EXECUTED, where each leaves a notebook
with its outputs. The first cell that fails ends the run, with its source and error.
"""

import os.path
import re
import sys
import tempfile
from pathlib import Path

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from papermill.exceptions import PapermillExecutionError

ENDED_PROGRESS = re.compile(r"|.*: (\d+) of \1 done")  # what nndl.notebook leaves of it
ANSI_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class LoggedKernelManager(AsyncKernelManager):
    """Keeps what the kernel's process says itself, which would tear the progress bar."""

    words = tempfile.TemporaryFile("w+")  # noqa: SIM115  # for all kernels, until this ends

    async def start_kernel(self, **options):
        await super().start_kernel(stderr=self.words, **options)


def result_path(file, notebooks, executed):
    """Where its result goes: EXECUTED has the same folders as NOTEBOOKS."""
    try:
        return executed / file.relative_to(notebooks)
    except ValueError:
        return executed / file.name


def execute(file, result):
    result.parent.mkdir(parents=True, exist_ok=True)
    papermill.execute_notebook(
        file,
        result,
        cwd=file.parent,
        progress_bar={"desc": file.stem},
        kernel_manager_class=LoggedKernelManager,
        shutdown_kernel="immediate",
    )
    settle(nbformat.read(file, 4), result)


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


def report_failure(file, error):
    """The failing cell as a reader looks for it: which one, its source, its error."""
    print(f"\n{file.name}: cell [{error.exec_count}] failed\n", file=sys.stderr)
    print(error.source, file=sys.stderr)
    lines = error.traceback or [f"{error.ename}: {error.evalue}"]
    print("\n" + ANSI_COLOURS.sub("", "\n".join(lines)), file=sys.stderr)


def report_death(file, error):
    LoggedKernelManager.words.seek(0)
    print(f"\n{file.name}: {error}. The kernel's own words:\n", file=sys.stderr)
    print(LoggedKernelManager.words.read(), file=sys.stderr)


def main(notebooks, executed, *files):
    for file in map(Path, files):
        file = file.resolve()
        result = result_path(file, Path(notebooks), Path(executed))
        try:
            execute(file, result)
        except PapermillExecutionError as error:
            report_failure(file, error)
            return 1
        except RuntimeError as error:  # the kernel did not start, or died
            report_death(file, error)
            return 1
        except KeyboardInterrupt:
            print(f"\n{file.name}: interrupted", file=sys.stderr)
            return 130
        print(f"{file.stem}: {os.path.relpath(result)}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
