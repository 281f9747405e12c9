package io.asktell.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ModulesTest {
    private static final String MAP = """
            {"imports": {"lit": "/vendor/lit/3/index.js", "lit/": "/vendor/lit/3/", "@lit/element": "/vendor/element.js"}}
            """;

    private final Map<String, String> files = new HashMap<>();
    private final List<String> read = new ArrayList<>();

    private List<String> needs(String module) {
        return modules().needs(module);
    }

    private Modules modules() {
        return new Modules(MAP, address -> {
            read.add(address);
            return Optional.ofNullable(files.get(address)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void needs_areAllThatIsImported_theNearestFirst_eachOnce() {
        files.put("/js/pages/a.js", "import {x} from '../lib/x.js';\nimport './b.js';\n");
        files.put("/js/pages/b.js", "import {y} from '../lib/y.js'; import {x} from '../lib/x.js';");
        files.put("/js/lib/x.js", "export * from './z.js';");
        files.put("/js/lib/y.js", "import '../pages/a.js';");

        assertThat(needs("/js/pages/a.js"))
                .containsExactly("/js/lib/x.js", "/js/pages/b.js", "/js/lib/z.js", "/js/lib/y.js");
    }

    @Test
    void names_areLookedUpInTheImportMap() {
        files.put(
                "/js/a.js",
                "import {html} from \"lit\";import{keyed}from'lit/directives/keyed.js';import\"@lit/element\"");

        assertThat(needs("/js/a.js"))
                .containsExactly("/vendor/lit/3/index.js", "/vendor/lit/3/directives/keyed.js", "/vendor/element.js");
    }

    @Test
    void whatIsImportedLater_orNotOfThisServer_isNotNeeded() {
        files.put("/js/a.js", "import x from 'elsewhere'; const b = () => import('./b.js'); // import of what is far");

        assertThat(needs("/js/a.js")).isEmpty();
    }

    @Test
    void file_isReadOnce_untilItIsChanged() {
        files.put("/js/a.js", "import './b.js';");
        var modules = modules();
        assertThat(modules.needs("/js/a.js")).isEqualTo(modules.needs("/js/a.js"));
        assertThat(read).containsExactly("/js/a.js", "/js/b.js");

        files.put("/js/a.js", "import './c.js';");
        modules.changed("/js/a.js");

        assertThat(modules.needs("/js/a.js")).containsExactly("/js/c.js");
    }
}
