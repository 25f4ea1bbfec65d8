"""Exits with 0 if this Python's Jupyter can run and draw the notebooks.

It must have the packages that ./run uses, and a kernel named java whose files exist.
"""

import importlib.util
import os.path
import sys

PACKAGES = ("jupyterlab", "papermill", "plotly")


def has_packages():
    return all(importlib.util.find_spec(package) for package in PACKAGES)


def has_java_kernel():
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("java")
    except NoSuchKernel:
        return False
    arguments = [word.replace("{resource_dir}", spec.resource_dir) for word in spec.argv]
    files = [word for word in arguments if os.path.isabs(word)]
    return spec.language.lower() == "java" and all(map(os.path.exists, files))


sys.exit(not (has_packages() and has_java_kernel()))
