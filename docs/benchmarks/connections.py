#!/usr/bin/env python3
"""Connects very many workers and watchers to a server at once, and says what they cost it. Linux only: it reads /proc.

usage: docs/benchmarks/connections.py [HOW_MANY] -- COMMAND...    (COMMAND starts the server, as: ./asktell serve)
"""
import json, os, resource, socket, statistics, sys, tempfile, time

from history import KEY, PORT, Server

STUDIES, ASKS = 100, 200


def send(method, path, body=None, more=""):
    """Sends a request, and leaves its answer to come."""
    body = json.dumps(body).encode() if body is not None else b""
    connection = socket.create_connection(("127.0.0.1", PORT), timeout=120)
    connection.sendall(f"{method} {path} HTTP/1.1\r\nHost: x\r\nX-API-Key: {KEY}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body)
    return connection


def threads(server):
    return len(os.listdir(f"/proc/{server.process.pid}/task"))


def backends(server):
    """Processes of PostgreSQL that belong to a connection, its own helpers included."""
    database = open(os.path.join(server.directory, "postgres", "postmaster.pid")).readline().strip()
    count = 0
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            count += open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()[1] == database
        except OSError:
            pass
    return count


def asks(server):
    times = []
    for n in range(ASKS):
        begin = time.monotonic()
        server.call("POST", f"/v1/tuner/studies/s{n % STUDIES}/trials/suggest", b"{}")
        times.append(time.monotonic() - begin)
    return statistics.median(times) * 1000


def main():
    split = sys.argv.index("--")
    many, command = int(sys.argv[1]) if split > 1 else 1000, sys.argv[split + 1:]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(10_000, resource.getrlimit(resource.RLIMIT_NOFILE)[1]),) * 2)
    with tempfile.TemporaryDirectory() as directory:
        server = Server(command, directory)
        for n in range(STUDIES):
            server.call("POST", "/v1/tuner/studies", json.dumps({"name": f"s{n}", "sampler": "random", "pruner": "none", "search_space": [{"type": "float", "name": "x", "low": 0, "high": 1}]}).encode())
        asks(server)
        print("| connected | threads of the server | processes of PostgreSQL | memory (MB) | ask, median (ms) |\n|---|---|---|---|---|")
        print(f"| nobody | {threads(server)} | {backends(server)} | {server.peak()} | {asks(server):.1f} |", flush=True)
        open_ones = []
        for what, connect in [
            ("event streams", lambda n: send("GET", f"/v1/tuner/studies/s{n % STUDIES}/events")),
            ("workers that wait for a claim", lambda n: send("POST", "/v1/workers/claim", {"worker": f"w{n}", "wait_seconds": 60})),
        ]:
            open_ones += [connect(n) for n in range(many)]
            time.sleep(5)
            print(f"| and {many:,} {what} | {threads(server)} | {backends(server)} | {server.peak()} | {asks(server):.1f} |", flush=True)
        own, database = server.cpu()
        time.sleep(10)
        own2, database2 = server.cpu()
        print(f"\nAt rest they cost {(own2 - own) / 10:.2f} s of the server's processor time a second, and {(database2 - database) / 10:.2f} s of PostgreSQL's.")
        refused = 0
        for connection in open_ones[:many]:
            refused += b" 200 " not in connection.recv(4096).split(b"\r\n")[0] + b" "
        print(f"Event streams refused: {refused}.")
        server.close()


main()
