package io.asktell.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The listing of the README is compiled and run as it stands there. */
final class ReadmeTest {
    private static String listing() throws Exception {
        String readme = Files.readString(Path.of("..", "README.md"));
        String section = readme.substring(readme.indexOf("### The samplers, in process"));
        int from = section.indexOf("```java\n") + "```java\n".length();
        return section.substring(from, section.indexOf("```", from));
    }

    @Test
    void listing_isShort_compiles_andFindsTheMinimum(@TempDir Path folder) throws Exception {
        String listing = listing();
        Path source = folder.resolve("Example.java");
        Files.writeString(source, listing);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        source.toString());
        var out = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            var main = loader.loadClass("Example").getDeclaredMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) new String[0]);
        } finally {
            System.setOut(before);
        }

        assertThat(listing.lines()).hasSizeLessThanOrEqualTo(15);
        assertThat(status).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("COMPLETE [1.")
                .contains("shape=")
                .contains("n=1");
    }
}
