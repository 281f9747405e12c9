#!/usr/bin/env python3
"""Durable asks and tells over HTTP beside bare PostgreSQL, and asks of a large study beside /health, each pair in one run.

usage: docs/benchmarks/ask-tell.py [--rounds N] [--seconds S] [--trials N] [--part throughput|latency] -- COMMAND...

COMMAND starts the server, as: ./asktell serve. It gets a database of its own, made with PostgreSQL's programs (initdb, pg_ctl, psql, pgbench: from
PG_BIN, or the newest of /usr/lib/postgresql), with fsync and synchronous_commit on. wrk makes the load. All share the machine.
"""
import argparse, asyncio, glob, json, os, pwd, random, re, shutil, statistics, subprocess, sys, tempfile, time

from history import KEY, PARAMETERS, PORT, SPACE, Server

HERE = os.path.dirname(os.path.abspath(__file__))
DATABASE_PORT, CLIENTS = 6190, 32


def run(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}")
    return done.stdout


class Postgres:
    def __init__(self, directory):
        self.bin = os.environ.get("PG_BIN") or sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
        self.data = os.path.join(directory, "postgres")
        os.makedirs(self.data, 0o700)
        self.user = {}
        if os.getuid() == 0:  # it refuses to run as root
            nobody = pwd.getpwnam("nobody")
            os.chmod(directory, 0o755)
            os.chown(self.data, nobody.pw_uid, nobody.pw_gid)
            self.user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "cwd": "/"}
        run(self.bin + "/initdb", "-D", self.data, "-U", "bench", "-A", "trust", "-E", "UTF8", **self.user)
        run(self.bin + "/pg_ctl", "-D", self.data, "-w", "-l", self.data + "/log", "-o",
            f"-p {DATABASE_PORT} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=256MB", "start", **self.user)
        self.url = f"postgresql://bench@127.0.0.1:{DATABASE_PORT}/postgres"
        run(self.bin + "/psql", self.url, "-c", "CREATE TABLE bench (id bigserial PRIMARY KEY, study int, state text, point float8[], value float8)")

    def pgbench(self, seconds):
        text = run(self.bin + "/pgbench", "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds), "-M", "prepared", "-f", HERE + "/insert-update.sql", self.url)
        return float(re.search(r"tps = ([\d.]+)", text).group(1))

    def close(self):
        run(self.bin + "/pg_ctl", "-D", self.data, "-m", "fast", "stop", **self.user)


class Driven(Server):
    """A server that takes load."""

    def study(self, name, sampler, trials):
        """Imports a study with so many completed trials of random points."""
        draw = random.Random(1)
        lines = [{"study": {"format": 1, "definition": {"name": name, "direction": "minimize", "sampler": sampler, "pruner": "none", "search_space": SPACE}, "seed": 1, "status": "active"}}]
        for n in range(trials):
            lines.append({"trial": {"trial_id": n, "state": "COMPLETE", "params": {f"x{i}": round(draw.random(), 6) for i in range(PARAMETERS)}, "values": [round(draw.random(), 6)],
                                    "datetime_start": "2026-01-01T00:00:00Z", "datetime_complete": "2026-01-01T00:00:01Z", "origin": "model"}})
        self.call("POST", "/v1/tuner/studies/import", "".join(json.dumps(line, separators=(",", ":")) + "\n" for line in lines).encode())

    def drive(self, study, seconds):
        """Trials per second, asked and told by 32 connections."""
        text = run("wrk", "-t", "2", "-c", str(CLIENTS), "-d", f"{seconds}s", "-s", HERE + "/ask-tell.lua", f"http://127.0.0.1:{PORT}", "--", study, KEY)
        if "Non-2xx" in text:
            sys.exit(text)
        return float(re.search(r"Requests/sec:\s+([\d.]+)", text).group(1)) / 2


def throughput(postgres, server, arguments):
    server.study("random", "random", 0)
    for study in ("random", "warm"):
        if study == "warm":
            server.study("warm", "tpe", 10_000)
        server.drive(study, arguments.warmup)
    rates = {"pgbench": [], "random": [], "tpe": []}
    for turn in range(arguments.rounds):
        server.study(f"tpe{turn}", "tpe", 10_000)  # anew, as it grows while it is asked
        server.drive(f"tpe{turn}", 1)
        rates["pgbench"].append(postgres.pgbench(arguments.seconds))
        rates["random"].append(server.drive("random", arguments.seconds))
        rates["tpe"].append(server.drive(f"tpe{turn}", arguments.seconds))
    print(f"| what ({CLIENTS} clients, {PARAMETERS} parameters) | trials/s | of pgbench | aim |\n|---|---|---|---|")
    print(f"| pgbench: an insert and an update, in two commits | {statistics.median(rates['pgbench']):,.0f} | 1 | |")
    for name, what, aim in (("random", "ask and tell, `random`", 0.6), ("tpe", "ask and tell, `tpe` with 10,000 trials", 0.15)):
        ratio = statistics.median(mine / bare for mine, bare in zip(rates[name], rates["pgbench"]))
        print(f"| {what} | {statistics.median(rates[name]):,.0f} | {ratio:.2f} | {aim} |")
    print(flush=True)


class Connection:
    """A kept-alive connection that sends one request at a time."""
    def __init__(self):
        self.used = None

    async def send(self, method, path, body=b""):
        if self.used is None or time.monotonic() - self.used > 10:  # the server closes what is idle for long
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", PORT)
        self.writer.write((f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-API-Key: {KEY}\r\nContent-Type: application/json\r\n"
                           f"Content-Length: {len(body)}\r\n\r\n").encode() + body)
        head = await self.reader.readuntil(b"\r\n\r\n")
        length = int(re.search(rb"(?i)content-length: (\d+)", head).group(1))
        answer = await self.reader.readexactly(length)
        self.used = time.monotonic()
        if not head.startswith(b"HTTP/1.1 200"):
            sys.exit((head + answer).decode())
        return answer


async def scheduled(rate, seconds, free, call):
    """Latencies of calls that begin on a schedule, counted from when they should have begun, whatever the others take."""
    latencies, tasks, begin = [], [], time.perf_counter() + 0.1

    async def one(at):
        connection = free.pop() if free else Connection()
        await call(connection)
        latencies.append(time.perf_counter() - at)
        free.append(connection)

    for k in range(int(rate * seconds)):
        at = begin + k / rate
        delay = at - time.perf_counter()
        if delay > 0:
            await asyncio.sleep(delay)
        tasks.append(asyncio.create_task(one(at)))
    await asyncio.gather(*tasks)
    return latencies


async def asks_and_health(study, rate, seconds):
    path = f"/v1/tuner/studies/{study}/trials"
    told, pending = [], []

    async def ask(connection):
        pending.append(json.loads(await connection.send("POST", path + "/suggest", b"{}"))["trial_id"])

    async def tell(connection):
        if pending:
            await connection.send("POST", f"{path}/{pending.pop()}/complete", json.dumps({"values": random.random()}).encode())

    async def health(connection):
        await connection.send("GET", "/v1/tuner/health")

    return await asyncio.gather(scheduled(rate, seconds, [], ask), scheduled(rate, seconds, [], health), scheduled(rate, seconds, told, tell))


def latency(server, arguments):
    server.study("large", "tpe", arguments.trials)
    asyncio.run(asks_and_health("large", 100, arguments.warmup))
    print(f"| 100/s each of asks, tells and `/health`; `tpe` with {arguments.trials:,} trials | p50 (ms) | p99 (ms) | p99.9 (ms) |\n|---|---|---|---|")
    ratios = []
    for _ in range(arguments.rounds):
        asks, health, tells = asyncio.run(asks_and_health("large", 100, arguments.seconds))
        for what, times in (("ask", asks), ("tell", tells), ("`/health`", health)):
            cuts = statistics.quantiles(times, n=1000)
            print(f"| {what} | {cuts[499] * 1e3:.1f} | {cuts[989] * 1e3:.1f} | {cuts[998] * 1e3:.1f} |")
        ratios.append(statistics.quantiles(asks, n=100)[98] / statistics.quantiles(health, n=100)[98])
    print(f"\nThe p99 of asks is {statistics.median(ratios):.1f} times that of `/health` (aim: at most 20).", flush=True)


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=15)
    parser.add_argument("--warmup", type=int, default=90)
    parser.add_argument("--trials", type=int, default=100_000)
    parser.add_argument("--part", choices=["throughput", "latency"])
    split = sys.argv.index("--") if "--" in sys.argv else parser.error("no -- COMMAND")
    arguments, command = parser.parse_args(sys.argv[1:split]), sys.argv[split + 1:]
    directory = tempfile.mkdtemp()
    postgres = Postgres(directory)
    try:
        server = Driven(command, directory, postgres.url)
        try:
            if arguments.part != "latency":
                throughput(postgres, server, arguments)
            if arguments.part != "throughput":
                latency(server, arguments)
        finally:
            server.close()
    finally:
        postgres.close()
        shutil.rmtree(directory)


main()
