package io.asktell.server.fuzz;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was wrong, each thing once with how often and the first example. Listens to the log too, where no error may stand. */
final class Findings extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private record Finding(int times, String example) {}

    private final Map<String, Finding> findings = new TreeMap<>();
    private final ch.qos.logback.classic.Logger root =
            ((LoggerContext) LoggerFactory.getILoggerFactory()).getLogger(Logger.ROOT_LOGGER_NAME);

    static Findings listening() {
        var findings = new Findings();
        findings.setContext(findings.root.getLoggerContext());
        findings.start();
        findings.root.addAppender(findings);
        return findings;
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null) {
            var trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
            add(
                    "log: " + event.getLoggerName() + " " + event.getMessage() + " "
                            + trace.lines().findFirst().orElse("").replaceAll("\\d+", "n"),
                    event.getFormattedMessage() + "\n" + trace);
        }
    }

    /** Says a new one at once: a long run may be stopped for it. */
    synchronized void add(String what, String example) {
        if (!findings.containsKey(what)) {
            System.err.println("found: " + what + "\n" + example.strip().indent(8));
        }
        findings.merge(what, new Finding(1, example), (old, one) -> new Finding(old.times + 1, old.example));
    }

    synchronized boolean none() {
        return findings.isEmpty();
    }

    @Override
    public synchronized String toString() {
        var text = new StringBuilder();
        findings.forEach((what, finding) -> text.append(finding.times)
                .append(" x ")
                .append(what)
                .append('\n')
                .append(finding.example.strip().indent(8)));
        return text.toString();
    }

    @Override
    public void close() {
        root.detachAppender(this);
    }
}
