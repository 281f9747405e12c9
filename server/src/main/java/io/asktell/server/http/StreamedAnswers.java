package io.asktell.server.http;

import io.asktell.server.problem.TooManyException;
import io.javalin.http.Context;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Long answers, written while they are read. Each holds a thread as long as its reader takes, so only so many are under way at once. What
 * fails before anything was sent is answered as any failure; what fails later breaks the connection, for half an answer must not look like
 * a whole one.
 */
final class StreamedAnswers {
    private static final Logger log = LoggerFactory.getLogger(StreamedAnswers.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    private final int most;
    private final Semaphore places;

    /** @param most how many at once */
    StreamedAnswers(int most) {
        this.most = most;
        this.places = new Semaphore(most);
    }

    /** Writes an answer as it comes about. */
    @FunctionalInterface
    interface Text {
        void writeTo(Writer out) throws IOException;
    }

    void send(Context ctx, String contentType, Text text) {
        if (!places.tryAcquire()) {
            throw new TooManyException(
                    "too_many_exports",
                    most + " exports are under way already, as many as this server writes at once; try again.",
                    RETRY_AFTER_SECONDS);
        }
        ctx.contentType(contentType);
        var sent = new Sent(ctx);
        try {
            var out = new BufferedWriter(new OutputStreamWriter(sent, StandardCharsets.UTF_8));
            text.writeTo(out);
            out.close();
        } catch (IOException | RuntimeException e) {
            if (!sent.begun) {
                throw e instanceof RuntimeException ours ? ours : new UncheckedIOException((IOException) e);
            }
            log.info("the answer to {} broke off: {}", ctx.path(), e.toString());
            breakOff(ctx);
        } finally {
            places.release();
        }
    }

    /** With a reset: to a reader of HTTP/1.0, as many proxies are, a connection that is merely closed means that all was sent. */
    private static void breakOff(Context ctx) {
        var end = ServletContextRequest.getServletContextRequest(ctx.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint();
        if (end.getTransport() instanceof SocketChannel channel) {
            try {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            } catch (IOException e) {
                log.debug("the connection is gone already", e);
            }
        }
        end.close();
    }

    /** Begins the answer when there is something to send. */
    private static final class Sent extends OutputStream {
        private final Context ctx;
        private boolean begun;

        Sent(Context ctx) {
            this.ctx = ctx;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one});
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            begun = true;
            ctx.outputStream().write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            ctx.outputStream().close();
        }
    }
}
