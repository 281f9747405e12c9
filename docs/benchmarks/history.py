#!/usr/bin/env python3
"""Times a large study: its import, the first looks at it after a restart, its lists, its export. Linux only: it reads /proc.

usage: docs/benchmarks/history.py [TRIALS] -- COMMAND...    (COMMAND starts the server, as: ./asktell serve)
"""
import atexit, json, os, random, socket, subprocess, sys, tempfile, time, urllib.request

PORT, KEY, TICK = 6188, "a-key-for-benchmarks-only", os.sysconf("SC_CLK_TCK")
PARAMETERS, STUDIES = 10, 1000
SPACE = [{"type": "float", "name": f"x{i}", "low": 0, "high": 1} for i in range(PARAMETERS)]


class Server:
    def __init__(self, command, directory, database=None):
        """A server with its own PostgreSQL, or on the database with that address."""
        if socket.socket().connect_ex(("127.0.0.1", PORT)) == 0:
            sys.exit(f"something listens at port {PORT} already")
        environment = dict(os.environ, PORT=str(PORT), ASKTELL_ADMIN_KEY=KEY, ASKTELL_DATA_DIR=directory, ASKTELL_EMBEDDED_WORKERS="0")
        environment.pop("DATABASE_URL", None)
        if database:
            environment["DATABASE_URL"] = database
        self.directory = directory
        self.log = open(os.path.join(directory, "server.log"), "ab")
        self.process = subprocess.Popen(command, env=environment, stdout=self.log, stderr=self.log)
        atexit.register(self.close)  # whatever ends the script
        while True:
            try:
                self.call("GET", "/v1/tuner/health")
                return
            except OSError:
                if self.process.poll() is not None:
                    sys.exit("the server ended; see " + self.log.name)
                time.sleep(0.2)

    def call(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{PORT}{path}", body, {"X-API-Key": KEY}, method=method)
        if body is not None:
            request.add_header("Content-Type", "application/json")
        with urllib.request.urlopen(request, timeout=600) as answer:
            return answer.read()

    def cpu(self):
        """Seconds of the server, and of its PostgreSQL: the processes below it, those that ended included."""
        database = open(os.path.join(self.directory, "postgres", "postmaster.pid")).readline().strip()
        own, rest = 0.0, 0.0
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(pid) == self.process.pid:
                own = sum(map(int, fields[11:13])) / TICK
            elif pid == database:
                rest += sum(map(int, fields[11:15])) / TICK
            elif fields[1] == database:
                rest += sum(map(int, fields[11:13])) / TICK
        return own, rest

    def peak(self):
        return next(int(line.split()[1]) // 1024 for line in open(f"/proc/{self.process.pid}/status") if line.startswith("VmHWM"))

    def time(self, what, method, path, body=None):
        own, database = self.cpu()
        begin = time.monotonic()
        size = len(self.call(method, path, body))
        wall = time.monotonic() - begin
        own2, database2 = self.cpu()
        print(f"| {what} | {wall * 1000:,.0f} | {(own2 - own) * 1000:,.0f} | {(database2 - database) * 1000:,.0f} | {size / 1000:,.0f} |", flush=True)

    def status(self, study, status):
        """Active studies are read by a server that starts, before anybody looks at them."""
        self.call("PATCH", study, json.dumps({"status": status}).encode())

    def close(self):
        self.process.terminate()
        self.process.wait()


def export(trials):
    """A study as its export has it, with trials of all kinds."""
    draw = random.Random(1)
    yield {"study": {"format": 1, "definition": {"name": "large", "direction": "minimize", "sampler": "tpe", "pruner": "median", "search_space": SPACE}, "seed": 1, "status": "active"}}
    for n in range(trials):
        trial = {"trial_id": n, "state": "COMPLETE", "params": {f"x{i}": round(draw.random(), 4) for i in range(PARAMETERS)},
                 "datetime_start": "2026-01-01T00:00:00Z", "datetime_complete": "2026-01-01T00:00:01.5Z", "origin": "model", "worker": f"w{n % 8}"}
        if n % 5 == 0:
            trial["user_attrs"] = {"host": "a"}
        if n % 10 == 7:
            trial.update(state="PRUNED", intermediate_values={"0": round(draw.random(), 4), "1": round(draw.random(), 4)})
        elif n % 50 == 9:
            trial.update(state="FAIL", fail_reason="no memory")
        else:
            trial["values"] = [round(draw.random(), 4)]
        yield {"trial": trial}


def main():
    split = sys.argv.index("--")
    trials, command = int(sys.argv[1]) if split > 1 else 100_000, sys.argv[split + 1:]
    body = "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in export(trials)).encode()
    large = "/v1/tuner/studies/large"
    print("| what | wall time (ms) | processor time of the server (ms) | of PostgreSQL (ms) | kB |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        server = Server(command, directory)
        server.time("import", "POST", "/v1/tuner/studies/import", body)
        server.status(large, "paused")
        server.close()
        server = Server(command, directory)
        server.call("GET", "/v1/tuner/studies")  # what every server does once
        server.time("first look at the study after a restart", "GET", large)
        for path in ["/trials", "/plots/history"]:
            server.time(f"then `{path}`", "GET", large + path)
        for path in ["/trials?order=number", "/trials?order=-number", "/trials?cursor=90000", "/trials?offset=90000", "/trials?order=value", "/trials?order=-value", "/trials?order=x3",
                     "/trials?state=PRUNED&order=-x3", "/plots/history"]:
            for _ in range(10):
                server.call("GET", large + path)
            server.time(f"warm `{path}`", "GET", large + path)
        metrics = dict(line.rsplit(" ", 1) for line in server.call("GET", "/metrics").decode().splitlines())
        server.time("export", "GET", large + "/export")
        server.time("export as CSV", "GET", large + "/export?format=csv")
        for n in range(STUDIES):
            server.call("POST", "/v1/tuner/studies", json.dumps({"name": f"s{n}", "sampler": "random", "pruner": "none", "search_space": [{"type": "float", "name": "x", "low": 0, "high": 1}]}).encode())
        server.call("GET", "/v1/tuner/studies?limit=1000")
        server.time(f"list of {STUDIES:,} studies", "GET", "/v1/tuner/studies?limit=1000")
        print(f"\nThe history takes {float(metrics['asktell_history_bytes']) / trials:.0f} bytes a trial; the server's memory was {server.peak()} MB at most.")
        server.close()


if __name__ == "__main__":
    main()
