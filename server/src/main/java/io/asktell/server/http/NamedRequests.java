package io.asktell.server.http;

import io.asktell.server.log.CurrentRequest;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Lets whatever is done in a request's thread bear its id. */
final class NamedRequests extends Handler.Wrapper {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return CurrentRequest.call(RequestId.of(request), () -> super.handle(request, response, callback));
    }
}
