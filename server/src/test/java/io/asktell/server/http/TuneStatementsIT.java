package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.http.ScriptedTarget.Reply;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How many statements it takes to tell how a tune stands, as the database's driver counts them. */
final class TuneStatementsIT {
    private static final int CASES = 20;
    /** It is held weakly otherwise. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql.core.v3.QueryExecutorImpl");

    /** Threads that look at the database again and again, whoever asks for what. */
    private static final Set<String> OTHERS = Set.of("dispatcher", "lease-reaper");

    /** Connections are named after the request, which takes a statement where the one from the pool had another name. */
    private static final ThreadLocal<Boolean> NAMING = ThreadLocal.withInitial(() -> false);

    private static final AtomicInteger EXECUTED = new AtomicInteger();
    private static final Handler COUNTER = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (OTHERS.contains(Thread.currentThread().getName())) {
                return;
            }
            String message = String.valueOf(record.getMessage());
            if (message.contains("FE=> Parse")) {
                NAMING.set((message + Arrays.toString(record.getParameters())).contains("application_name"));
            } else if (message.contains("FE=> Execute")) {
                EXECUTED.addAndGet(NAMING.get() ? 0 : 1);
                NAMING.set(false);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    private static ServerRig server;
    private static TuneRig rig;
    private static String suite;
    private static ScriptedTarget target;

    @BeforeAll
    static void start() {
        server = ServerRig.start("ASKTELL_EMBEDDED_WORKERS", "1");
        rig = new TuneRig(server);
        suite = rig.numberedSuite(CASES);
        target = new ScriptedTarget((n, body) -> n % 3 == 0 ? Reply.CALL : Reply.TEXT);
        rig.model("counted", target.baseUri());
        DRIVER.setUseParentHandlers(false);
        DRIVER.addHandler(COUNTER);
    }

    @AfterAll
    static void stop() {
        DRIVER.removeHandler(COUNTER);
        server.close();
        target.close();
    }

    /** The least of some, as the server has other things to do as well. */
    private static int statements(String job) {
        int least = Integer.MAX_VALUE;
        DRIVER.setLevel(Level.FINEST);
        for (int i = 0; i < 20; i++) {
            int before = EXECUTED.get();
            ok(200, server.get(TuneRig.TUNES + "/" + job));
            least = Math.min(least, EXECUTED.get() - before);
        }
        DRIVER.setLevel(Level.OFF);
        return least;
    }

    private static String ended(String more) {
        String job =
                rig.start("{'suite_id':'" + suite + "','models':['counted'],'optimization_mode':'grid'," + more + "}");
        assertThat(rig.awaitEnd(job).get("status").asText()).isEqualTo("completed");
        return job;
    }

    @Test
    void detail_takesAsManyStatements_howeverLargeTheTuneIs() {
        int small = statements(ended("'search_space':{'temperature':[0,1]}"));
        int large = statements(ended("'search_space':{'temperature':{'min':0,'max':1,'step':0.1}}"));

        assertThat(large).isEqualTo(small).isBetween(1, 20);
    }

    @Test
    void detail_readsTheConfirmationOnce() {
        int confirmed = statements(ended("'confirm_repeats':1,'search_space':{'temperature':[0,1]}"));

        assertThat(confirmed).isBetween(1, 40);
    }
}
