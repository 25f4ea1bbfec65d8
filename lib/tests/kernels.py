"""A Java kernel that runs one cell after another."""

import contextlib
import os
import time
from queue import Empty

from conftest import NOTEBOOKS
from jupyter_client import KernelManager
from trees import BRIEF_KERNEL


class Cells:
    """Runs cells in a kernel that was started in the folder of the notebooks."""

    def __init__(self, manager):
        self.manager = manager
        self.client = manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code, timeout=600):
        """What the cell printed, and its error as (name, message); without an error, None."""
        message = self.client.execute(code)
        printed, error, end = "", None, time.monotonic() + timeout
        while time.monotonic() < end:
            try:
                answer = self.client.get_iopub_msg(timeout=1)
            except Empty:
                continue
            if answer["parent_header"].get("msg_id") != message:
                continue
            content = answer["content"]
            if answer["msg_type"] == "stream":
                printed += content["text"]
            elif answer["msg_type"] == "error":
                error = content["ename"], content["evalue"]
            elif content.get("execution_state") == "idle":
                return printed, error
        raise AssertionError(f"not within {timeout} s: {code}")

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def launch():
    """A kernel that is still starting."""
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=str(NOTEBOOKS), env=os.environ | {"JJAVA_JVM_OPTS": BRIEF_KERNEL})
    return manager


class FreshKernels:
    """Kernels that have run nothing. While one is used, the next one starts."""

    def __init__(self):
        self.starting = launch()

    @contextlib.contextmanager
    def one(self):
        cells, self.starting = Cells(self.starting), launch()
        try:
            yield cells
        finally:
            cells.stop()

    def end(self):
        self.starting.shutdown_kernel(now=True)
