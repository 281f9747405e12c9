package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class StorableTest {
    @Test
    void text_keepsWhatCanBeStoredAndReplacesTheRest() {
        assertThat(Storable.text("a\0b")).isEqualTo("a\uFFFDb");
        assertThat(Storable.text("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
        assertThat(Storable.text("\uD83Dx\uDE00")).isEqualTo("\uFFFDx\uFFFD");
        assertThat(Storable.text("\uD83D")).isEqualTo("\uFFFD");
    }

    @Test
    void toolCall_neverHoldsWhatCannotBeStored() {
        var call = ToolCall.parse("f", "{\"a\":[\"x\\u0000\"],\"k\\u0000\":1}");

        assertThat(call.arguments()).isEqualTo(Suites.json("{'a':['x\uFFFD'],'k\uFFFD':1}"));
    }
}
