"""Exits with 0 if the library is whole: check_jars.py JAR

Its jar and those that its manifest names must be there, and none may be cut short, as a full disk
or an interrupted build may leave it.
"""

import sys
import zipfile
from pathlib import Path


def needed(jar):
    """The names of the jars beside this one, from the manifest, whose long lines are folded."""
    with zipfile.ZipFile(jar) as archive:
        manifest = archive.read("META-INF/MANIFEST.MF").decode().replace("\r\n ", "")
    lines = [line for line in manifest.splitlines() if line.startswith("Class-Path:")]
    return [jar.parent / name for line in lines for name in line.split()[1:]]


def main(jar):
    try:
        for other in needed(Path(jar)):
            zipfile.ZipFile(other).close()
    except (OSError, KeyError, zipfile.BadZipFile):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
