#!/usr/bin/env python3
"""Times studies of very many trials: import and export, asks and tells, lists, and what of them is in memory. Linux and a JDK only.

usage: docs/benchmarks/million.py [SIZE,SIZE...] -- COMMAND...    (COMMAND starts the server, as: ./asktell serve)
"""
import http.client, json, os, statistics, subprocess, sys, tempfile, time

from history import KEY, PORT, Server, export

SAMPLERS, ASKS, WARM = ["random", "tpe"], 300, 1000


class Large(Server):
    """A server to which a file may be sent, and which says what its heap holds."""

    def send(self, method, path, file=None):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=3600)
        headers = {"X-API-Key": KEY}
        if file:
            headers.update({"Content-Type": "application/jsonl", "Content-Length": str(os.path.getsize(file))})
        connection.request(method, path, open(file, "rb") if file else None, headers)
        answer = connection.getresponse()
        size = 0
        while block := answer.read(1 << 20):
            size += len(block)
        if answer.status >= 300:
            sys.exit(f"{method} {path}: {answer.status}")
        return size

    def timed(self, what, call):
        own, database = self.cpu()
        begin = time.monotonic()
        call()
        wall = time.monotonic() - begin
        own2, database2 = self.cpu()
        print(f"| {what} | {wall * 1000:,.1f} | {(own2 - own) * 1000:,.0f} | {(database2 - database) * 1000:,.0f} |", flush=True)

    def heap(self):
        """Bytes of what is alive."""
        histogram = subprocess.run(["jcmd", str(self.process.pid), "GC.class_histogram"], capture_output=True, text=True, check=True)
        return int(histogram.stdout.splitlines()[-1].split()[2])

    def asks(self, study, what):
        """Median times of asks and of tells."""
        asks, tells = [], []
        own, database = self.cpu()
        for n in range(ASKS + WARM):
            if n == WARM:
                own, database = self.cpu()
            begin = time.monotonic()
            number = json.loads(self.call("POST", f"{study}/trials/suggest", b"{}"))["trial_id"]
            asked = time.monotonic()
            self.call("POST", f"{study}/trials/{number}/complete", json.dumps({"values": [0.5 + n / 1e4]}).encode())
            asks.append(asked - begin)
            tells.append(time.monotonic() - asked)
        own2, database2 = self.cpu()
        print(f"| {what}: ask, median | {statistics.median(asks[WARM:]) * 1000:,.1f} | | |")
        print(f"| {what}: tell, median | {statistics.median(tells[WARM:]) * 1000:,.1f} | | |")
        print(f"| {what}: an ask and a tell, mean | | {(own2 - own) * 1000 / ASKS:,.2f} | {(database2 - database) * 1000 / ASKS:,.2f} |", flush=True)


def fill(directory, name, sampler, trials):
    path = os.path.join(directory, name + ".jsonl")
    with open(path, "w") as out:
        for line in export(trials):
            if "study" in line:
                line["study"]["definition"].update(name=name, sampler=sampler)
            out.write(json.dumps(line, separators=(",", ":")) + "\n")
    return path


def main():
    split = sys.argv.index("--")
    sizes = [int(size) for size in sys.argv[1].split(",")] if split > 1 else [100_000, 1_000_000]
    command = sys.argv[split + 1:]
    print("| what | wall time (ms) | processor time of the server (ms) | of PostgreSQL (ms) |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        server = Large(command, directory)
        for size in sizes:
            for sampler in SAMPLERS:
                name = f"{sampler}-{size}"
                file = fill(directory, name, sampler, size)
                server.timed(f"import of {size:,} trials, {os.path.getsize(file) >> 20} MiB", lambda: server.send("POST", "/v1/tuner/studies/import", file))
                os.remove(file)
        print(f"\nMemory of the server after the imports: {server.peak()} MB at most.\n")
        for size in sizes:
            study = f"/v1/tuner/studies/tpe-{size}"
            for format in ["jsonl", "csv"]:
                server.timed(f"export of {size:,} trials as {format}", lambda: server.send("GET", f"{study}/export?format={format}"))
        print(f"\nMemory of the server after the exports: {server.peak()} MB at most.\n")
        for size in sizes:
            for sampler in SAMPLERS:
                server.status(f"/v1/tuner/studies/{sampler}-{size}", "paused")
        server.close()
        server = Large(command, directory)
        server.call("GET", "/v1/tuner/studies")
        for size in sizes:
            study = f"/v1/tuner/studies/tpe-{size}"
            before = server.heap()
            server.timed(f"{size:,}: first look after a restart", lambda: server.call("GET", study))
            print(f"| {size:,}: bytes of heap a trial, history | {(server.heap() - before) / size:,.0f} | | |")
            for sampler in SAMPLERS:
                server.status(f"/v1/tuner/studies/{sampler}-{size}", "active")
                server.asks(f"/v1/tuner/studies/{sampler}-{size}", f"{size:,}: {sampler}")
            after = server.heap()
            print(f"| {size:,}: bytes of heap a trial of both studies, with what TPE keeps | {(after - before) / size / 2:,.0f} | | |")
            for path in ["", "/trials", f"/trials?cursor={size * 9 // 10}", f"/trials?offset={size * 9 // 10}", "/trials?order=-number", "/trials?order=value",
                         f"/trials?order=x3&offset={size * 9 // 10}", "/trials?state=PRUNED", "/best", "/plots/history", "/importance"]:
                try:
                    server.call("GET", study + path)
                    server.timed(f"{size:,}: warm `{path or '/'}`", lambda: server.call("GET", study + path))
                except Exception as failure:
                    print(f"| {size:,}: `{path}` | {failure} | | |")
            server.timed(f"{size:,}: list of studies", lambda: server.call("GET", "/v1/tuner/studies?limit=1000"))
        print(f"\nMemory of the server: {server.peak()} MB at most.")
        server.close()


main()
