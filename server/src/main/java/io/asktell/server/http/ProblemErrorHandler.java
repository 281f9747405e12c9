package io.asktell.server.http;

import io.asktell.api.Problem;
import io.asktell.server.log.CurrentRequest;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Jetty answers by itself, for requests that never reach a route, as a problem too. */
final class ProblemErrorHandler extends ErrorHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemErrorHandler.class);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var failure = request.getAttribute(ERROR_EXCEPTION);
        var status = statusOf(response, failure);
        var id = RequestId.of(request);
        if (status >= 500 && failure instanceof Throwable thrown) {
            CurrentRequest.run(
                    id, () -> log.error("a request failed outside the routes, answering {}", status, thrown));
        }
        var path = request.getHttpURI() == null ? null : request.getHttpURI().getPath();
        Problem problem = Problems.body(status, Problems.codeOf(status), detail(request, status, id), path);
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problems.CONTENT_TYPE);
        response.getHeaders().put(RequestId.HEADER, id);
        if (status == 503) { // the server stops
            response.getHeaders().put(HttpHeader.RETRY_AFTER, Problems.RETRY_AFTER_SECONDS);
        }
        response.write(true, ByteBuffer.wrap(Problems.bytes(problem)), callback);
        return true;
    }

    /** What Jetty refuses while it reads is the client's doing, though HTTP has a 501 and a 505 for some of it. */
    private static int statusOf(Response response, @Nullable Object failure) {
        var status = response.getStatus() < 400 ? 500 : response.getStatus();
        return status >= 500 && failure instanceof HttpException ? 400 : status;
    }

    private static String detail(Request request, int status, String id) {
        if (status >= 500) {
            return "The server cannot answer this now. The request is " + id + " in its log.";
        }
        var message = request.getAttribute(ERROR_MESSAGE);
        return message instanceof String text && !text.isBlank()
                ? "The request cannot be read: " + text + "."
                : HttpStatus.getMessage(status) + ".";
    }
}
