#!/usr/bin/env python3
"""Times asks, tells and lists of a server with more and more studies, and of the same server started again. Linux only: it reads /proc.

usage: docs/benchmarks/studies.py [STUDIES,STUDIES...] -- COMMAND...    (COMMAND starts the server, as: ./asktell serve)
"""
import concurrent.futures, http.client, json, random, statistics, sys, tempfile, threading, time

from history import KEY, PORT, SPACE, Server

ASKS, WARM, CREATORS = 2000, 3000, 4
kept = threading.local()


def send(method, path, body=None):
    """On a kept-alive connection for each thread."""
    if not hasattr(kept, "connection"):
        kept.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=600)
    kept.connection.request(method, path, None if body is None else json.dumps(body), {"X-API-Key": KEY, "Content-Type": "application/json"})
    answer = kept.connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"{method} {path}: {answer.status} {text}")
    return json.loads(text) if text else None


def trial(study):
    """Asks and tells once; how long each took."""
    begin = time.perf_counter()
    number = send("POST", f"/v1/tuner/studies/{study}/trials/suggest", {})["trial_id"]
    asked = time.perf_counter()
    send("POST", f"/v1/tuner/studies/{study}/trials/{number}/complete", {"values": [random.random()]})
    return asked - begin, time.perf_counter() - asked


def create(n):
    send("POST", "/v1/tuner/studies", {"name": f"study-{n}", "direction": "minimize", "sampler": "tpe", "search_space": SPACE})
    trial(f"study-{n}")


def milliseconds(times):
    return f"{statistics.median(times) * 1e3:.1f} | {statistics.quantiles(times, n=100)[98] * 1e3:.1f}"


def measure(server, studies, what):
    draw = random.Random(studies)
    kept.__dict__.clear()  # the server closes connections that were idle for long
    asks, tells = zip(*(trial(f"study-{draw.randrange(studies)}") for _ in range(ASKS)))
    pages = {}
    for name, query in (("newest", "order=-created"), ("by trials", "order=-trials"), ("search", f"name_contains=dy-{studies // 2}")):
        times = []
        for _ in range(20):
            begin = time.perf_counter()
            send("GET", f"/v1/tuner/studies?limit=100&{query}")
            times.append(time.perf_counter() - begin)
        pages[name] = f"{statistics.median(times) * 1e3:.1f}"
    print(f"| {what} | {milliseconds(asks)} | {milliseconds(tells)} | {' | '.join(pages.values())} | {server.peak():,} |", flush=True)


def main():
    split = sys.argv.index("--")
    sizes = [int(size) for size in sys.argv[1].split(",")] if split > 1 else [100, 1_000, 10_000]
    command = sys.argv[split + 1:]
    print("| studies | ask: p50 (ms) | p99 | tell: p50 | p99 | 100 newest (ms) | 100 by trials | 100 by name | memory at most (MB) |\n|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as directory:
        there = 0
        server = Server(command, directory)
        try:
            for size in sizes:
                with concurrent.futures.ThreadPoolExecutor(CREATORS) as pool:
                    list(pool.map(create, range(there, size)))
                if there == 0:
                    for n in range(WARM):
                        trial(f"study-{n % size}")
                there = size
                measure(server, size, f"{size:,}")
        finally:
            server.close()
        server = Server(command, directory)
        try:
            measure(server, there, f"{there:,}, just started")
        finally:
            server.close()


main()
