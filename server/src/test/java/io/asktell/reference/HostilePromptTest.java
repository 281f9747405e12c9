package io.asktell.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

/** Whatever a prompt says, there is an answer, also on the small stack of a server's thread. */
final class HostilePromptTest {
    private static final int STACK_BYTES = 512 * 1024;
    private static final List<String> PIECES = List.of(
            "a^",
            "x+",
            "'a ",
            "\"a ",
            "1 ",
            "1,",
            "111,",
            "A ",
            "A, ",
            "a b ",
            "((",
            "[[1,",
            "{'a':",
            "-",
            "a/",
            "a.b ",
            "one ",
            "twenty-",
            "of A ",
            "9999999999",
            "$5% ",
            "May ",
            "1:",
            "http://a",
            "é",
            "\uD83D\uDE00",
            "\uD83D",
            "x^2 + ",
            "sin(x) ",
            "'it's ",
            " ",
            "\n",
            "A and ",
            "\0",
            "'a'b",
            "million ");

    @Test
    void answer_toRepetitions_isGiven() throws Exception {
        for (var piece : PIECES) {
            assertAnswered(piece.repeat(10_000 / piece.length()));
        }
    }

    @Test
    void answer_toJumble_isGiven() throws Exception {
        var random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            var prompt = new StringBuilder();
            for (int piece = 0; piece < i % 50; piece++) {
                prompt.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            assertAnswered(prompt.toString());
        }
    }

    private static void assertAnswered(String prompt) throws Exception {
        var answers = new FutureTask<List<ChatAnswer>>(() -> {
            var found = new ArrayList<ChatAnswer>();
            for (var tool : List.of(Requests.WEATHER, Requests.BMI, Requests.ORDER, Requests.SUM, Requests.MEETING)) {
                found.add(Requests.answer(prompt, "'temperature':0,'tool_choice':'required'", tool));
            }
            return found;
        });
        var thread = new Thread(null, answers, "hostile", STACK_BYTES);
        thread.start();
        assertThat(answers.get())
                .allSatisfy(answer -> assertThat(answer.calls()).isNotEmpty());
    }
}
