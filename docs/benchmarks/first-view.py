#!/usr/bin/env python3
"""Times how long a new headless Chromium takes to show a large study: from its address to the drawn plot of its history.

usage: docs/benchmarks/first-view.py [TRIALS] -- COMMAND...    (COMMAND starts the server, as: ./asktell serve)
"""
import json, os, subprocess, sys, tempfile, time
from contextlib import closing

from history import PORT, Server, export

VIEWS, STARTS, SECONDS = 5, 5, 10


class Browser:
    """Looks at the study whenever it is told to; ends when nobody can tell it any more."""

    def __init__(self):
        classes = subprocess.check_output([os.path.join(os.path.dirname(os.path.abspath(__file__)), "class-path.sh")], text=True).strip()
        self.process = subprocess.Popen(["java", "-cp", classes, "io.asktell.server.web.FirstViewBenchmark"],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def look(self):
        self.process.stdin.write(f"http://127.0.0.1:{PORT}/#/studies/large\n")
        self.process.stdin.flush()
        return f"{int(self.process.stdout.readline()):,}"


def main():
    split = sys.argv.index("--")
    trials, command = int(sys.argv[1]) if split > 1 else 100_000, sys.argv[split + 1:]
    os.environ["AUTH_ENABLED"] = "false"
    body = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in export(trials)).encode()
    browser = Browser()
    print("| server | until the history is drawn (ms) |\n|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        with closing(Server(command, directory)) as server:
            server.call("POST", "/v1/tuner/studies/import", body)
            print(f"| at work: first view after the import, and {VIEWS - 1} more | {'; '.join(browser.look() for _ in range(VIEWS))} |", flush=True)
        cold = []
        for _ in range(STARTS):
            with closing(Server(command, directory)):
                time.sleep(SECONDS)
                cold.append(browser.look())
        print(f"| {SECONDS} s after its start, {STARTS} starts | {'; '.join(cold)} |")


if __name__ == "__main__":
    main()
