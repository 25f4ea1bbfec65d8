"""A Java kernel that runs one cell after another."""

import contextlib
import os
import time
from queue import Empty

from conftest import NOTEBOOKS
from jupyter_client import KernelManager


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


@contextlib.contextmanager
def kernel(**environment):
    manager = KernelManager(kernel_name="java")
    manager.start_kernel(cwd=str(NOTEBOOKS), env={**os.environ, **environment})
    cells = None
    try:
        cells = Cells(manager)
        yield cells
    finally:
        if cells:
            cells.client.stop_channels()
        manager.shutdown_kernel(now=True)
