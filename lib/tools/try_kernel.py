"""Draws a figure in a Java kernel: try_kernel.py NOTEBOOKS JAR NOTE [--again]

Exits with 0 if the kernel named java starts in the folder NOTEBOOKS and publishes a figure of the
library; prints what is wrong with it otherwise. NOTE is a file that remembers which kernel did;
such a one is not tried again, unless told to.
"""

import contextlib
import hashlib
import importlib.metadata
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty

from jupyter_client import KernelManager

FIGURE = "application/vnd.plotly.v1+json"
CELLS = (
    "%classpath ../lib/target/nndl.jar",
    """import tech.tablesaw.api.*;
import tech.tablesaw.plotly.api.LinePlot;
import static nndl.notebook.Notebook.show;""",
    """show(LinePlot.create("Tried", Table.create("Tried", DoubleColumn.create("x", 1, 2),
    DoubleColumn.create("y", 1, 2)), "x", "y"));""",
)
PATIENCE = 120  # seconds, for a slow machine


class BadKernel(Exception):
    """Its message says what is wrong."""


def name_of(information, spec):
    """A kernel and its version, which old ones do not tell: then pip may know it."""
    words = information["implementation"], information["implementation_version"]
    if "unknown" not in words:
        return " ".join(words)
    if Path(sys.prefix) in Path(spec.resource_dir).parents:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):
            return f"JJava {importlib.metadata.version('jjava')}"
    return f"{spec.display_name} of {spec.resource_dir}"


def fingerprint(spec, jar):
    """What a kernel is, as far as its files tell, and the library in it."""
    found = hashlib.sha256(Path(jar).read_bytes())
    for word in spec.argv:
        word = word.replace("{resource_dir}", spec.resource_dir)
        found.update(f"{word}\n".encode())
        if os.path.isfile(word):
            status = os.stat(word)
            found.update(f"{status.st_size} {status.st_mtime_ns}\n".encode())
    found.update(f"{spec.env} {os.environ.get('JAVA_HOME')}".encode())
    return found.hexdigest()


def draw(client, manager):
    """Runs the cells; raises BadKernel if one fails, or the last one shows no figure."""
    shown = False
    for cell in CELLS:
        message = client.execute(cell)
        end = time.monotonic() + PATIENCE
        while True:
            try:
                answer = client.get_iopub_msg(timeout=1)
            except Empty:
                if not manager.is_alive() or time.monotonic() > end:
                    raise BadKernel("it does not answer") from None
                continue
            if answer["parent_header"].get("msg_id") != message:
                continue
            content = answer["content"]
            if answer["msg_type"] == "error":
                raise BadKernel(f"{content['ename']}: {content['evalue']}")
            shown |= FIGURE in content.get("data", {})
            if content.get("execution_state") == "idle":
                break
    if not shown:
        information = client.kernel_info(reply=True, timeout=PATIENCE)["content"]
        raise BadKernel(
            f"{name_of(information, manager.kernel_spec)} shows no figures."
            " JJava 1.0a6 or later is needed, or IJava 1.3.0 or later"
        )


def try_kernel(notebooks, words):
    manager = KernelManager(kernel_name="java")
    client = None
    try:
        manager.start_kernel(cwd=notebooks, stderr=words)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        draw(client, manager)
    except (OSError, RuntimeError) as error:
        raise BadKernel(str(error)) from error
    finally:
        if client:
            client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)


def main(notebooks, jar, note, *options):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the kernel ends, too
    spec = KernelManager(kernel_name="java").kernel_spec
    note = Path(note)
    found = fingerprint(spec, jar)
    if not options and note.exists() and note.read_text() == found:
        return 0
    print("Trying the Java kernel (5 s) ...", file=sys.stderr)
    with tempfile.TemporaryFile() as words:
        try:
            try_kernel(notebooks, words)
        except BadKernel as error:
            words.seek(0)
            print(f"The Java kernel of {sys.executable} does not do: {error}.", file=sys.stderr)
            print(f"It is started with: {' '.join(spec.argv)}", file=sys.stderr)
            print(words.read().decode(errors="replace")[-2000:], file=sys.stderr)
            return 1
    note.write_text(found)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
