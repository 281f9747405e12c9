package io.asktell.server.fuzz;

import static io.asktell.server.http.ServerRig.ok;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.reference.ReferenceModelOptions;
import io.asktell.reference.ReferenceModelServer;
import io.asktell.server.http.HttpRig;
import io.asktell.server.http.ServerRig;
import io.asktell.server.http.TuneRig;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server of its own, many requests to it over several connections, a look at every answer, and at the end at the server. The same seed
 * makes the same choices; which names they meet depends on what the connections did to each other.
 */
final class FuzzRun implements AutoCloseable {
    private static final int CONNECTIONS = 6;
    private static final int LIMIT_MILLIS = 60_000;
    private static final int PROGRESS = 10_000;
    private static final String KEPT = "kept";

    private final ReferenceModelServer model;
    private final Findings findings = new Findings();
    private final FuzzedServer process;
    private final ServerRig server;
    private final Tally tally;
    private final Pools pools = new Pools();
    private final Requests requests;
    private final Invariants invariants;
    private final String kept;
    private String footprints = "";

    FuzzRun() {
        model = ReferenceModelServer.start(ReferenceModelOptions.defaults().withSeed(1));
        process = FuzzedServer.start(findings);
        server = process.rig;
        var tunes = new TuneRig(server).model("small", model.baseUri());
        fill(tunes);
        server.study(KEPT, "");
        for (var value : List.of("1", "0.5", "2")) {
            server.tell(KEPT, value);
        }
        kept = server.snapshot(KEPT);
        var text = server.get("/openapi.json").body();
        var document = document(text);
        var addresses = List.of(model.baseUri().toString(), model.baseUri().toString(), "http://127.0.0.1:1/v1");
        var operations = Operation.allOf(document);
        tally = new Tally(operations);
        requests = new Requests(
                operations,
                new Values(document, pools, new Examples(pools, addresses)),
                pools,
                new Credentials(HttpRig.ADMIN, pools));
        invariants = new Invariants(text);
    }

    private void fill(TuneRig tunes) {
        var random = new SplittableRandom(0);
        pools.add("suite", tunes.suite(TuneRig.SMALL_SUITE), random);
        pools.add("model", "small", random);
        pools.add("provider", "of-small", random);
        for (var path : List.of("js/main.js", "css/base.css", "lit/index.js")) {
            pools.add("asset", path, random);
        }
        for (var number = 0; number < 20; number++) {
            pools.add("trial", Integer.toString(number), random);
        }
        pools.spare(KEPT);
        ok(200, server.get("/v1/keys")).forEach(key -> pools.spare(key.get("id").asText()));
    }

    private static JsonNode document(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Sends so many requests, and looks at the server when all is quiet again. What it grows in the first tenth is warming up. */
    FuzzRun run(int count, long seed) throws InterruptedException {
        var random = new SplittableRandom(seed);
        var first = Math.min(count / 10, 5_000);
        send(first, random.split());
        cancelTunes();
        var before = Footprint.of(process);
        send(count - first, random.split());
        lookAfter(before);
        return this;
    }

    private void send(int count, SplittableRandom random) throws InterruptedException {
        var left = new AtomicLong(count);
        var threads = Executors.newFixedThreadPool(CONNECTIONS);
        List<Future<?>> running = new ArrayList<>();
        for (var i = 0; i < CONNECTIONS; i++) {
            var own = random.split();
            running.add(threads.submit(() -> connection(left, own)));
        }
        threads.shutdown();
        for (var one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new AssertionError(e);
            }
        }
    }

    private void connection(AtomicLong left, SplittableRandom random) {
        try (var wire = new Wire(process.port(), LIMIT_MILLIS)) {
            for (var more = left.getAndDecrement(); more > 0; more = left.getAndDecrement()) {
                if (more % PROGRESS == 0) {
                    System.err.println(more + " requests to go");
                }
                one(wire, requests.next(random).named(Request.NAMES + more), random);
            }
        }
    }

    private void one(Wire wire, Request request, SplittableRandom random) {
        var started = System.nanoTime();
        try {
            var answer = wire.exchange(request);
            tally.count(request, answer.status(), (System.nanoTime() - started) / 1_000_000);
            for (var broken : invariants.broken(request, answer)) {
                findings.add(
                        (request.operation() == null ? request.kind() : request.operation()) + ": " + broken,
                        request + "\n-> " + answer.status() + " " + answer.headers() + "\n" + beginning(answer.text()));
            }
            pools.harvest(request, answer, random);
        } catch (SocketTimeoutException e) {
            findings.add(
                    (request.operation() == null ? request.kind() : request.operation()) + ": no answer in "
                            + LIMIT_MILLIS + " ms",
                    request.toString());
        } catch (IOException e) {
            throw new AssertionError("no connection for " + request, e);
        }
    }

    private static String beginning(String text) {
        return text.length() > 1500 ? text.substring(0, 1500) + "…" : text;
    }

    private void cancelTunes() {
        for (var status : List.of("queued", "running")) {
            ok(200, server.get(TuneRig.TUNES + "?limit=1000&status=" + status))
                    .forEach(tune ->
                            server.post(TuneRig.TUNES + "/" + tune.get("job_id").asText() + "/cancel", ""));
        }
    }

    private void lookAfter(Footprint before) {
        cancelTunes();
        if (!ok(200, server.get("/v1/tuner/health")).path("status").asText().equals("healthy")) {
            findings.add("the server is not healthy", "");
        }
        if (!server.snapshot(KEPT).equals(kept)) {
            findings.add("the study that nobody touched has changed", server.snapshot(KEPT));
        }
        var after = Footprint.settled(process, before);
        after.growth(before).forEach(growth -> findings.add("grown: " + growth, ""));
        footprints = "After the first tenth: " + before + "\nAt the end: " + after;
    }

    Findings findings() {
        return findings;
    }

    /** What was sent and answered, and what the server holds before and after. */
    String report() {
        return tally + "\n" + footprints + "\n";
    }

    @Override
    public void close() {
        process.close();
        model.close();
    }
}
