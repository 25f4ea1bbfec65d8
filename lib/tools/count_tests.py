"""Sums JUnit's and pytest's XML reports: count_tests.py BUILD REPORTS...

BUILD is the exit status of what is tested beside the reports; one that is not 0 counts as a
failed test. A report may be a file or a folder of them. Prints why tests were skipped, then the
sums. Exits with 1 if a test failed or a report has none.
"""

import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path


def cases(report):
    files = sorted(report.glob("TEST-*.xml")) if report.is_dir() else [report] * report.exists()
    return [case for file in files for case in ElementTree.parse(file).iter("testcase")]


def outcome(case):
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    return "passed" if case.find("skipped") is None else "skipped"


def main(build, *reports):
    outcomes = []
    if build != "0":
        print("The build or its documentation failed: see above.")
        outcomes.append("failed")
    complete = True
    for report in map(Path, reports):
        found = cases(report)
        if not found:
            print(f"No test ran: {report} has none.")
            complete = False
        for case in found:
            outcomes.append(outcome(case))
            if outcomes[-1] == "skipped":
                reason = case.find("skipped").get("message")
                print(f"Skipped {case.get('classname')}.{case.get('name')}: {reason}")
    print(", ".join(f"{outcomes.count(word)} {word}" for word in ("passed", "failed", "skipped")))
    return 0 if complete and "failed" not in outcomes else 1


sys.exit(main(*sys.argv[1:]))
