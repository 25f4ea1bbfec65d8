"""Draws a figure in a Java kernel: try_kernel.py NOTEBOOKS JAR NOTE [--again] [--archive]

Exits with 0 if the kernel named java starts in the folder NOTEBOOKS and publishes a figure of the
library; prints what is wrong with it otherwise. NOTE is a file that remembers which kernel did;
such a one is not tried again, unless told to.

With --archive, for a kernel that is one JVM, it leaves an archive of the kernel's classes beside
NOTE, classes.jsa: from there they come sooner (class-data sharing).
"""

import contextlib
import hashlib
import importlib.metadata
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from queue import Empty

from jupyter_client import KernelManager

FIGURE = "application/vnd.plotly.v1+json"
# As a notebook's first cells, so that the archive has the classes that these take.
CELLS = (
    """%classpath ../lib/target/nndl.jar
nndl.notebook.Notebook.begin();
import java.util.function.*;
import nndl.random.*;
import org.ejml.simple.SimpleMatrix;
import tech.tablesaw.api.*;
import tech.tablesaw.plotly.components.*;
import tech.tablesaw.plotly.traces.*;
import static nndl.notebook.Notebook.*;
import static nndl.plot.Decorations.*;
import static tech.tablesaw.plotly.traces.ScatterTrace.Mode.*;""",
    """public final class Neuron {
  public static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}""",
    """SimpleMatrix w = new NumpyRandom(1).randn(1, 9);
double z = w.mult(SimpleMatrix.ones(9, 1)).get(0);
check("The sigmoid", that("σ(0)", Neuron.sigmoid(0), exactly(0.5)));
print("z = %.2f", z);""",
    """DoubleColumn column(String name, int rows, DoubleUnaryOperator f) {
  DoubleColumn column = DoubleColumn.create(name);
  for (int i = 0; i < rows; i++) {
    column.append(f.applyAsDouble(i));
  }
  return column;
}
DoubleColumn x = column("z", 9, i -> i - z);
show(new Figure(Layout.builder("Tried", "z", "a").build(),
        ScatterTrace.builder(x, x.map(v -> Neuron.sigmoid(v))).mode(LINE).name("σ").build()),
    caption("A sigmoid."));""",
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


def content_of(word):
    """Of a file, wherever it lies; of another word, the word."""
    with contextlib.suppress(OSError):
        return Path(word).read_bytes()
    return f"{word}\n".encode()


def fingerprint(spec, jar, archive):
    """What a kernel is, as far as its files tell, the library in it, and its archive.

    Java breaks off where half of the archive is missing.
    """
    found = hashlib.sha256(content_of(jar))
    for word in spec.argv:
        found.update(content_of(word.replace("{resource_dir}", spec.resource_dir)))
    if archive.exists():
        found.update(content_of(archive))
    java = os.path.realpath(shutil.which("java") or "")
    found.update(f"{spec.env} {java} {os.stat(java).st_mtime_ns}".encode())
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


def exit_with_archive(client, manager, part, archive):
    """Java writes the archive when a program ends, and not when it is killed."""
    client.execute("System.exit(0);")
    with contextlib.suppress(subprocess.TimeoutExpired):
        if manager.provisioner.process.wait(PATIENCE) == 0 and part.exists():
            part.replace(archive)


def try_kernel(notebooks, words, archive):
    """Raises BadKernel if the kernel draws no figure; leaves its archive, unless that is None."""
    manager = KernelManager(kernel_name="java")
    environment = {**os.environ, "NNDL_CDS": ""}
    if archive:
        part = archive.with_suffix(f".{os.getpid()}.part")
        options = os.environ.get("JAVA_TOOL_OPTIONS", "")
        environment["JAVA_TOOL_OPTIONS"] = f"{options} '-XX:ArchiveClassesAtExit={part}'"
    client = None
    try:
        manager.start_kernel(cwd=notebooks, stdout=words, stderr=words, env=environment)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        draw(client, manager)
        if archive:
            exit_with_archive(client, manager, part, archive)
    except (OSError, RuntimeError) as error:
        raise BadKernel(str(error)) from error
    finally:
        if client:
            client.stop_channels()
        if manager.has_kernel:
            manager.shutdown_kernel(now=True)
        if archive:
            part.unlink(missing_ok=True)


def main(notebooks, jar, note, *options):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the kernel ends, too
    spec = KernelManager(kernel_name="java").kernel_spec
    note = Path(note).absolute()  # the kernel is in another folder
    archive = note.with_name("classes.jsa")
    again = "--again" in options or not note.exists()
    if not again and note.read_text() == fingerprint(spec, jar, archive):
        return 0
    print("Trying the Java kernel (7 s) ...", file=sys.stderr)
    archive.unlink(missing_ok=True)
    ways = [archive, None] if "--archive" in options else [None]  # a Java may refuse to make one
    with tempfile.TemporaryFile() as words:
        for way in ways:
            try:
                try_kernel(notebooks, words, way)
                break
            except BadKernel as error:
                trouble = error
        else:
            words.seek(0)
            print(f"The Java kernel of {sys.executable} does not do: {trouble}.", file=sys.stderr)
            print(f"It is started with: {' '.join(spec.argv)}", file=sys.stderr)
            print(words.read().decode(errors="replace")[-2000:], file=sys.stderr)
            return 1
    note.write_text(fingerprint(spec, jar, archive))
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
