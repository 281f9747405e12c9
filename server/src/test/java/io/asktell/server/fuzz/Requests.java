package io.asktell.server.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.asktell.server.fuzz.Request.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes requests of every kind. The same random numbers and the same pools make the same requests. */
final class Requests {
    private static final Pattern PARAMETER = Pattern.compile("\\{(\\w+)}");
    private static final Kind[] MIX = mix(Map.of(
            Kind.VALID, 40,
            Kind.BODY_MUTATED, 25,
            Kind.BODY_RUBBISH, 8,
            Kind.PATH, 6,
            Kind.QUERY, 8,
            Kind.HEADERS, 5,
            Kind.CREDENTIALS, 2,
            Kind.METHOD, 2,
            Kind.STREAMS, 2,
            Kind.BAD_HTTP, 2));

    private final List<Operation> operations;
    private final Values values;
    private final Pools pools;
    private final Credentials credentials;

    Requests(List<Operation> operations, Values values, Pools pools, Credentials credentials) {
        this.operations = operations;
        this.values = values;
        this.pools = pools;
        this.credentials = credentials;
    }

    private static Kind[] mix(Map<Kind, Integer> shares) {
        var mix = new Kind[100];
        var next = 0;
        for (var kind : Kind.values()) {
            for (var i = 0; i < shares.get(kind); i++) {
                mix[next++] = kind;
            }
        }
        return mix;
    }

    Request next(SplittableRandom random) {
        var kind = MIX[random.nextInt(MIX.length)];
        var operation = any(operations, random);
        return switch (kind) {
            case VALID -> admitted(kind, operation, random);
            case BODY_MUTATED ->
                withBody(
                        admitted(kind, taking(operation, random), random),
                        random,
                        body -> Mutations.mutated(body, random));
            case BODY_RUBBISH -> rubbishBody(kind, taking(operation, random), random);
            case PATH -> strayPath(admitted(kind, operation, random), random);
            case QUERY -> rubbishQuery(admitted(kind, operation, random), random);
            case HEADERS -> rubbishHeaders(admitted(kind, operation, random), random);
            case CREDENTIALS -> credentials.wrong(plain(kind, operation, random), random);
            case METHOD -> {
                var request = admitted(kind, operation, random);
                yield request.astray(any(Rubbish.METHODS, random), request.target())
                        .asBroken();
            }
            case STREAMS -> Streams.request(plain(kind, streaming(random), random), credentials, pools, random);
            case BAD_HTTP -> BadHttp.request(admitted(kind, operation, random), random);
        };
    }

    private Operation streaming(SplittableRandom random) {
        return any(operations.stream().filter(Operation::streams).toList(), random);
    }

    /** The operation, or another one that takes a body. */
    private Operation taking(Operation operation, SplittableRandom random) {
        var taking = operation;
        while (taking.bodyType() == null) {
            taking = any(operations, random);
        }
        return taking;
    }

    private Request admitted(Kind kind, Operation operation, SplittableRandom random) {
        return credentials.right(plain(kind, operation, random), random);
    }

    /** A request as the document asks for it, without a credential. */
    private Request plain(Kind kind, Operation operation, SplittableRandom random) {
        var given = operation.path().contains("/{name}/trials/{trial_id}") && random.nextInt(10) < 7
                ? pools.any("given", random).map(GivenTrial::read)
                : Optional.<GivenTrial>empty();
        var path = PARAMETER
                .matcher(operation.path())
                .replaceAll(match -> Matcher.quoteReplacement(encode(given.flatMap(trial -> trial.named(match.group(1)))
                        .orElseGet(() -> values.named(kindOf(operation, match.group(1)), random)))));
        var request = Request.of(kind, operation, path + query(operation, random));
        if (operation.idempotent() && random.nextInt(4) == 0) {
            request = request.withHeader("Idempotency-Key: key-" + random.nextInt(200));
        }
        if (operation.path().endsWith("/suites/{id}") && random.nextBoolean()) {
            request = request.withHeader("If-None-Match: " + values.named("etag", random));
        }
        return withBody(request, random, body -> {
            if (body instanceof ObjectNode members && random.nextInt(5) > 0) {
                given.ifPresent(trial -> members.put("lease_token", trial.token()));
            }
            return body.toString().getBytes(StandardCharsets.UTF_8);
        });
    }

    private Request withBody(Request request, SplittableRandom random, Function<JsonNode, byte[]> encoding) {
        var operation = request.operation();
        if (operation == null || operation.bodyType() == null) {
            return request;
        }
        if (operation.bodyType().equals("application/jsonl")) {
            var export = pools.any("export", random).orElse("{}\n");
            return request.withBody(
                    export.replaceFirst("\"name\":\"[^\"]*\"", "\"name\":\"f" + random.nextInt(50) + "\"")
                            .getBytes(StandardCharsets.UTF_8));
        }
        var typed = request.has("Content-Type") ? request : request.withHeader("Content-Type: " + operation.bodyType());
        var with = typed.withBody(encoding.apply(values.body(operation, random)));
        return random.nextInt(20) == 0 ? with.inChunks() : with;
    }

    private Request rubbishBody(Kind kind, Operation operation, SplittableRandom random) {
        var request = admitted(kind, operation, random);
        if (random.nextInt(300) == 0) {
            return request.withBody(new byte[(1 << 20) + 1 + random.nextInt(1 << 20)]);
        }
        if (random.nextInt(3000) == 0) {
            return request.withBody(new byte[(32 << 20) + 1]);
        }
        if (operation.path().contains("/providers/")) {
            return request.withBody("{".getBytes(StandardCharsets.UTF_8)); // changed bytes could name another machine
        }
        var wrong = operation.bodyType() != null && operation.bodyType().equals("application/jsonl")
                ? request.withBody(
                        Mutations.rubbish(TextNode.valueOf(new String(request.body(), StandardCharsets.UTF_8)), random))
                : withBody(request, random, body -> Mutations.rubbish(body, random));
        return random.nextInt(5) == 0 ? wrong.inChunks() : wrong;
    }

    private String query(Operation operation, SplittableRandom random) {
        var query = new StringBuilder();
        for (var name : operation.queries()) {
            if (random.nextInt(100) < (name.equals("param") || name.equals("x") || name.equals("y") ? 90 : 25)) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(plausible(name, random));
            }
        }
        return query.toString();
    }

    private String plausible(String name, SplittableRandom random) {
        return switch (name) {
            case "limit" -> Integer.toString(1 + random.nextInt(200));
            case "offset", "target_idx", "objective" -> Integer.toString(random.nextInt(3));
            case "param", "params", "x", "y" -> any(List.of("x", "n", "c", "m", "lr"), random);
            case "points" -> "50";
            case "version" -> "1";
            case "state" -> any(List.of("COMPLETE", "RUNNING", "WAITING", "FAIL", "PRUNED"), random);
            case "cursor", "study", "model" -> encode(values.named(name, random));
            case "suite_id" -> encode(values.named("suite", random));
            case "combo_id" -> encode(values.named("combo", random));
            case "name_contains", "profile" -> "f";
            case "partial" -> "true";
            default ->
                encode(any(
                        List.of("csv", "jsonl", "json", "html", "value", "-value", "number", "mdi", "active"), random));
        };
    }

    private Request strayPath(Request request, SplittableRandom random) {
        var parts = request.target().split("(?=[/?])");
        var place = random.nextInt(parts.length);
        var odd = any(Rubbish.SEGMENTS, random);
        parts[place] = random.nextBoolean() ? "/" + odd : parts[place] + odd;
        var target = String.join("", parts);
        return request.astray(request.method(), target.isBlank() ? "/" : target.replace(' ', '+'));
    }

    private Request rubbishQuery(Request request, SplittableRandom random) {
        var queries = request.operation() == null
                ? List.<String>of()
                : request.operation().queries();
        var query = new StringBuilder();
        for (var i = 1 + random.nextInt(3); i > 0; i--) {
            var name = queries.isEmpty() || random.nextInt(8) == 0
                    ? any(List.of("unknown", "", "%00", "limit", "token", "%ff", "=", "a[]"), random)
                    : any(queries, random);
            query.append(query.isEmpty() ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(any(Rubbish.QUERY_VALUES, random));
        }
        return request.withTarget(request.target().replaceFirst("\\?.*", "") + query);
    }

    private static Request rubbishHeaders(Request request, SplittableRandom random) {
        var rubbish = request;
        for (var i = 1 + random.nextInt(2); i > 0; i--) {
            rubbish = rubbish.withHeader(any(Rubbish.HEADERS, random));
        }
        return rubbish.asBroken();
    }

    /** What a parameter in a path names, by what is before it. */
    private static String kindOf(Operation operation, String parameter) {
        var path = operation.path();
        return switch (parameter) {
            case "name" -> "study";
            case "trial_id" -> "trial";
            case "job_id" -> "job";
            case "combo_id" -> "combo";
            case "run_id" -> "run";
            case "key" -> "provider";
            case "model" -> "model";
            case "path" -> "asset";
            default ->
                path.startsWith("/v1/keys")
                        ? "key"
                        : path.contains("/suites")
                                ? "suite"
                                : path.contains("/presets") ? "preset" : path.contains("/profiles") ? "profile" : "job";
        };
    }

    static String encode(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
