"""JupyterLab, for which a closed terminal is as Ctrl-C: open_lab.py, with JupyterLab's options

By itself it ends its kernels on SIGINT and SIGTERM, but not on SIGHUP.
"""

import os
import signal
import sys

from jupyterlab.labapp import main

if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
sys.exit(main())
