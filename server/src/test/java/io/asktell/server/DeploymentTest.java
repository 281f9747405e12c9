package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The files for deployment can be read, and name only settings, paths and ports that there are. */
final class DeploymentTest {
    private static final Path FOLDER = Path.of("..", "docs", "deploy");
    private static final Pattern SETTING = Pattern.compile("(?m)^\\| `([A-Z_]+)` \\|");

    /** Variables of other programs, and those of a worker. */
    private static final Set<String> OTHERS = Set.of(
            "POSTGRES_USER", "POSTGRES_DB", "POSTGRES_PASSWORD", "JAVA_TOOL_OPTIONS", "ASKTELL_SERVER", "ASKTELL_KEY");

    @Test
    void yaml_setsOnlySettingsThatExist() throws IOException {
        Set<String> named = new TreeSet<>();
        for (var file : files(".yaml")) {
            for (var document : documents(file)) {
                environments(document, named);
            }
        }

        assertThat(named).contains("DATABASE_URL", "ASKTELL_STOP_DELAY_SECONDS", "ASKTELL_KEY", "POSTGRES_USER");
        assertThat(known()).containsAll(named);
    }

    @Test
    void dockerfileAndUnit_setOnlySettingsThatExist() throws IOException {
        var text = Files.readString(FOLDER.resolve("Dockerfile")) + Files.readString(FOLDER.resolve("asktell.service"));
        var assigned = Pattern.compile("(?m)(?:ENV|Environment=|^)\\s*(?:\\w+=\\S+ )*([A-Z]+(?:_[A-Z]+)+|HOST|PORT)=");

        Set<String> named = new TreeSet<>();
        assigned.matcher(text).results().forEach(result -> named.add(result.group(1)));

        assertThat(named).contains("HOST", "ASKTELL_DATA_DIR", "XDG_CACHE_HOME");
        assertThat(known()).containsAll(named);
    }

    @Test
    void kubernetes_probesAskWhatTheServerAnswers_andStopsLeaveTimeToDrain() throws IOException {
        var deployment =
                documents(FOLDER.resolve("kubernetes/server.yaml")).get(0).toString();
        int delay = Integer.parseInt(((Map<?, ?>) map(documents(FOLDER.resolve("kubernetes/settings.yaml"))
                                .get(0))
                        .get("data"))
                .get("ASKTELL_STOP_DELAY_SECONDS")
                .toString());
        int grace = Integer.parseInt(deployment.replaceFirst("(?s).*terminationGracePeriodSeconds=(\\d+).*", "$1"));

        assertThat(deployment)
                .contains(
                        "livenessProbe={httpGet={path=/v1/tuner/health",
                        "readinessProbe={httpGet={path=/v1/tuner/ready",
                        "containerPort=6177");
        assertThat(grace).isGreaterThan(delay + 30); // embedded workers and the last requests
    }

    @Test
    void images_areNamedWithoutARegistry() throws IOException {
        for (var file : Stream.of(files(".yaml"), List.of(FOLDER.resolve("Dockerfile")))
                .flatMap(List::stream)
                .toList()) {
            Pattern.compile("(?m)^\\s*(?:image:|FROM) (\\S+)")
                    .matcher(Files.readString(file))
                    .results()
                    .forEach(image -> assertThat(image.group(1)).as("%s", file).matches("[a-z-]+:[a-z0-9.-]+"));
        }
    }

    private static List<Path> files(String ending) throws IOException {
        try (var files = Files.walk(FOLDER)) {
            var found = files.filter(file -> file.toString().endsWith(ending)).toList();
            assertThat(found).isNotEmpty();
            return found;
        }
    }

    private static List<Object> documents(Path file) throws IOException {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        List<Object> documents = new ArrayList<>();
        try (var text = Files.newBufferedReader(file)) {
            new Yaml(new SafeConstructor(options)).loadAll(text).forEach(documents::add);
        }
        return documents;
    }

    /** The names of all variables that a document sets, {@code _FILE} left out. */
    private static void environments(Object node, Set<String> names) {
        if (node instanceof List<?> list) {
            list.forEach(item -> environments(item, names));
        }
        if (!(node instanceof Map<?, ?> map)) {
            return;
        }
        for (var entry : map.entrySet()) {
            var key = entry.getKey().toString();
            if ((key.equals("environment") || key.equals("data")) && entry.getValue() instanceof Map<?, ?> variables) {
                variables.keySet().forEach(name -> names.add(setting(name.toString())));
            } else if (key.equals("env") && entry.getValue() instanceof List<?> variables) {
                variables.forEach(
                        variable -> names.add(setting(map(variable).get("name").toString())));
            } else {
                environments(entry.getValue(), names);
            }
        }
    }

    private static Map<?, ?> map(Object node) {
        return (Map<?, ?>) node;
    }

    private static String setting(String variable) {
        return variable.replaceFirst("_FILE$", "");
    }

    /** Every setting the manual lists; another test holds that table to the code. */
    private static Set<String> known() throws IOException {
        Set<String> known = new HashSet<>(OTHERS);
        SETTING.matcher(Files.readString(Path.of("..", "docs", "operations.md")))
                .results()
                .forEach(row -> known.add(row.group(1)));
        return known;
    }
}
