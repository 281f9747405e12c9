package io.asktell.server.http;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Cuts off who sends a body too slowly, or a few such clients would hold all threads. Jetty's own handler for that counts the bytes of
 * all requests together, and so lets everybody pass on a server that is used.
 */
final class BodyPace extends Handler.Wrapper {
    private static final long LEAST_BYTES_PER_SECOND = 500;
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        return super.handle(new Paced(request), response, callback);
    }

    /** Judged whenever it must wait for more; one that sends nothing at all runs into the idle time-out. */
    private static final class Paced extends Request.Wrapper {
        private long bytes;
        private long begun;
        private Content.@Nullable Chunk tooSlow;

        Paced(Request request) {
            super(request);
        }

        @Override
        public void demand(Runnable whenReadable) {
            long now = System.nanoTime();
            if (begun == 0) {
                begun = now;
            }
            long nanos = now - begun;
            if (nanos > GRACE_NANOS && bytes < nanos / 1e9 * LEAST_BYTES_PER_SECOND) {
                tooSlow = Content.Chunk.from(new TimeoutException("The body comes too slowly."));
                whenReadable.run();
            } else {
                super.demand(whenReadable);
            }
        }

        @Override
        public Content.Chunk read() {
            if (tooSlow != null) {
                return tooSlow;
            }
            var chunk = super.read();
            if (chunk != null) {
                bytes += chunk.remaining();
            }
            return chunk;
        }
    }
}
