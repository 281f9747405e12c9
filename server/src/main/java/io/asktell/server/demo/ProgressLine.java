package io.asktell.server.demo;

import io.asktell.api.ParamTuneDetail;
import java.io.PrintWriter;

/** A tune's progress: one line that is drawn over on a terminal, a line for each new combination elsewhere. */
final class ProgressLine {
    private static final int WIDTH = 28;

    private final PrintWriter out;
    private final boolean terminal;
    private long shown = -1;

    ProgressLine(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(ParamTuneDetail tune) {
        if (terminal) {
            out.print("\r\u001b[K" + line(tune));
        } else if (tune.completedCombos() > shown) {
            shown = tune.completedCombos();
            out.println(line(tune));
        }
        out.flush();
    }

    void end(ParamTuneDetail tune) {
        shown = -1;
        show(tune);
        if (terminal) {
            out.println();
        }
        out.flush();
    }

    private static String line(ParamTuneDetail tune) {
        long total = Math.max(1, tune.totalCombos());
        int filled = (int) (WIDTH * tune.completedCombos() / total);
        var text = new StringBuilder();
        text.append('[')
                .append("#".repeat(filled))
                .append(".".repeat(WIDTH - filled))
                .append("] ");
        text.append(tune.completedCombos()).append('/').append(tune.totalCombos());
        var best = tune.best();
        if (best != null && best.score() != null) {
            text.append(
                    String.format("  best so far %.3f (%d of %d passed)", best.score(), best.passed(), best.total()));
        }
        Double eta = tune.etaSeconds();
        if (eta != null) {
            text.append(String.format("  about %.0f s left", eta));
        }
        return text.toString();
    }
}
