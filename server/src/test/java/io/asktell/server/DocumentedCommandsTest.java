package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages say what to type; it must be there, and run. */
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern SCRIPT = Pattern.compile("docs/benchmarks/[\\w-]+\\.(?:py|sh)");

    @Test
    void scripts_thatPagesName_areExecutable() throws IOException {
        var named = new TreeSet<String>();
        try (var pages = Files.list(ROOT.resolve("docs"))) {
            for (var page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                SCRIPT.matcher(Files.readString(page))
                        .results()
                        .map(MatchResult::group)
                        .forEach(named::add);
            }
        }

        assertThat(named)
                .hasSizeGreaterThan(8)
                .allSatisfy(script -> assertThat(ROOT.resolve(script)).isExecutable());
    }
}
