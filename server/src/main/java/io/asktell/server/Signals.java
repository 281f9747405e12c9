package io.asktell.server;

import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and Ctrl-C: the first ends the process in order, through its shutdown hooks; the second ends it at once. A JVM ignores the
 * second by itself. Its signals have no other interface than {@code sun.misc.Signal}, which is not for compiling against; where it is
 * missing, all stays as the JVM does it.
 */
final class Signals {
    private static final Logger log = LoggerFactory.getLogger(Signals.class);
    private static final int BASE_CODE = 128;

    private Signals() {}

    static void handle() {
        var stopping = new AtomicBoolean();
        on("TERM", () -> stop(BASE_CODE + 15, stopping));
        on("INT", () -> stop(BASE_CODE + 2, stopping));
    }

    private static void stop(int code, AtomicBoolean stopping) {
        if (stopping.getAndSet(true)) {
            Runtime.getRuntime().halt(code);
        }
        new Thread(() -> System.exit(code), "stop").start(); // this thread must be free for the next signal
    }

    private static void on(String name, Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var calling =
                    Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, (p, m, a) -> {
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), calling);
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("signal {} cannot be handled here, so a second one does nothing", name, e);
        }
    }
}
