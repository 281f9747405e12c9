package io.asktell.server.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Who calls: mostly the administrator, so that requests go deep.
 *
 * @param admin an API key
 */
record Credentials(String admin, Pools pools) {
    private static final String NONE_TOKEN = part("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "."
            + part("{\"sub\":\"admin\",\"scope\":\"admin\",\"exp\":4102444800}") + ".";
    private static final List<String> WRONG = List.of(
            "Authorization: Bearer",
            "Authorization: Bearer ",
            "Authorization: Basic YWRtaW46YWRtaW4=",
            "Authorization: Bearer " + NONE_TOKEN,
            "Authorization: Bearer " + NONE_TOKEN + "e30",
            "Authorization: Bearer a.b.c",
            "Authorization: Bearer ..",
            "Authorization: Bearer " + part("{\"alg\":\"HS256\"}") + "." + part("[]") + "." + part("x"),
            "Authorization: Bearer " + part("{".repeat(2000)) + "." + part("{}") + ".x",
            "Authorization: Bearer atk_0_0",
            "Authorization: Bearer atk__",
            "Authorization: Bearer atk_\u00e9_\u00ff",
            "Authorization: Bearer " + "x".repeat(5000),
            "Authorization: \u00e9",
            "X-API-Key: ",
            "X-API-Key: atk_" + "0".repeat(4000) + "_0",
            "X-API-Key: \u00e9",
            "X-API-Key: a\r\nX-API-Key: b",
            "Authorization: Bearer a\r\nAuthorization: Bearer b",
            "Cookie: token=x");

    private static String part(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    /** Sometimes another key or token that was handed out, which may lack the scope, be revoked, or have expired. */
    String some(SplittableRandom random) {
        return random.nextInt(12) == 0 ? pools.any("credential", random).orElse(admin) : admin;
    }

    Request right(Request request, SplittableRandom random) {
        // a token only comes from a key, and refreshing takes a token
        var refresh = request.target().equals("/v1/auth/refresh");
        var credential = refresh ? pools.any("credential", random).orElse(admin) : some(random);
        return request.withHeader(
                random.nextInt(4) == 0 && !refresh
                        ? "X-API-Key: " + credential
                        : "Authorization: Bearer " + credential);
    }

    Request wrong(Request request, SplittableRandom random) {
        return random.nextInt(4) == 0
                ? request
                : request.withHeader(Requests.any(WRONG, random)).asBroken();
    }
}
