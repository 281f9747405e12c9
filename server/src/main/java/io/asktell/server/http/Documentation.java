package io.asktell.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Serves what the server can do: the OpenAPI document, and a page of it. Both are made once. */
final class Documentation {
    private byte[] document = new byte[0];
    private byte[] page = new byte[0];

    void describe(List<Route> routes, String version) {
        JsonNode openApi = OpenApi.of(routes, version);
        document = openApi.toString().getBytes(StandardCharsets.UTF_8);
        page = DocsPage.of(openApi).getBytes(StandardCharsets.UTF_8);
    }

    void document(Context ctx) {
        ctx.contentType("application/json").result(document);
    }

    void page(Context ctx) {
        ctx.header("Content-Security-Policy", DocsPage.SECURITY_POLICY)
                .contentType("text/html; charset=utf-8")
                .result(page);
    }
}
