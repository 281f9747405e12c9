package io.asktell.server.http;

import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Hides a header that Javalin would take for the method: a GET that proxies and their rules let pass would delete. */
final class OwnMethods extends Handler.Wrapper {
    private static final String OVERRIDE = "X-HTTP-Method-Override";

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(request.getHeaders().contains(OVERRIDE) ? new Bare(request) : request, response, callback);
    }

    private static final class Bare extends Request.Wrapper {
        private final HttpFields headers;

        Bare(Request request) {
            super(request);
            headers = HttpFields.build(request.getHeaders()).remove(OVERRIDE).asImmutable();
        }

        @Override
        public HttpFields getHeaders() {
            return headers;
        }
    }
}
