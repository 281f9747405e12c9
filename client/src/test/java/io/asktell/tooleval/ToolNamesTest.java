package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ToolNamesTest {
    private static ToolNames of(String... names) {
        return new ToolNames(
                List.of(names).stream().map(name -> Suites.tool(name, "{}")).toList());
    }

    @Test
    void wireName_isLegalAndLeadsBack() {
        var names = of("math.sum", "plain_1", "größe");

        assertThat(names.wireName("math.sum")).isEqualTo("math_sum");
        assertThat(names.wireName("plain_1")).isEqualTo("plain_1");
        assertThat(names.wireName("größe")).matches("[A-Za-z0-9_-]{1,64}");
        assertThat(names.original("math_sum")).isEqualTo("math.sum");
        assertThat(names.original("gr__e")).isEqualTo("größe");
        assertThat(names.original("unheard_of")).isEqualTo("unheard_of");
    }

    @Test
    void wireName_ofNamesThatWouldCoincide_differs() {
        var names = of("a.b", "a_b", "a-b", "a b", "x".repeat(70), "x".repeat(64) + ".");

        assertThat(names.wireName("a_b")).isEqualTo("a_b");
        assertThat(names.wireName("a.b")).isEqualTo("a_b_2");
        assertThat(names.wireName("a b")).isEqualTo("a_b_3");
        assertThat(names.wireName("x".repeat(70))).hasSize(64).isNotEqualTo(names.wireName("x".repeat(64) + "."));
        assertThat(names.original(names.wireName("x".repeat(64) + "."))).isEqualTo("x".repeat(64) + ".");
    }
}
