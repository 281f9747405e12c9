package io.asktell.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The model {@code lexical-1}: it compares the words of a request with the words of the tools on offer, and from that draws, one
 * decision after another, whether to call, which tool, each argument, and whether to call again. Every decision is a distribution
 * over candidates, sampled with the request's parameters. Without state, safe to share.
 */
public final class ReferenceModel {
    /** The name by which requests ask for it. */
    public static final String NAME = "lexical-1";

    private static final int MOST_CALLS = 8;
    private static final double CALL = 3.0;
    private static final double CALL_FROM = 0.9;
    private static final double AGAIN = 7.0;
    private static final double AGAIN_FROM = 0.76;
    private static final double WELL_FORMED = 9.0;

    /** {@code entropy} decides what the request leaves to chance; a request with a seed has the same answer every time. */
    ChatAnswer answer(ChatRequest request, long entropy) {
        return answer(request, read(request), entropy);
    }

    /** What answers to all requests of the same prompt and tools have in common, whatever their parameters, but for the choice of tools. */
    static Reading read(ChatRequest request) {
        return new Reading(request.prompt(), offered(request));
    }

    /** @param reading of a request that differs in its parameters at most */
    ChatAnswer answer(ChatRequest request, Reading reading, long entropy) {
        long seed = request.seed().orElse(entropy) * 0x9E3779B97F4A7C15L
                ^ request.prompt().hashCode();
        var decoder = new Decoder(request.sampling(), new SplittableRandom(seed));
        var calls = calls(request, reading, decoder);
        return calls.isEmpty() ? text(request, decoder) : new Budget(request).calls(calls);
    }

    private static List<ChatAnswer.Call> calls(ChatRequest request, Reading reading, Decoder decoder) {
        if (reading.which().isEmpty()) {
            return List.of();
        }
        boolean must = request.toolChoice().mode() != ToolChoice.Mode.AUTO;
        if (!must && !decoder.choose(whether(request, reading))) {
            return List.of();
        }
        var writer = new ArgumentWriter(reading, decoder);
        var calls = new ArrayList<ChatAnswer.Call>();
        ToolSpec tool;
        do {
            tool = decoder.choose(reading.which());
            calls.add(new ChatAnswer.Call(
                    tool.name(), decoder.choose(written(writer.write(tool).toString()))));
        } while (request.parallelToolCalls()
                && calls.size() < MOST_CALLS
                && decoder.choose(again(writer.leftOver(tool))));
        return calls;
    }

    private static List<Choice<Boolean>> again(double leftOver) {
        return List.of(new Choice<>(true, "<call>", AGAIN * (leftOver - AGAIN_FROM)), new Choice<>(false, "", 0));
    }

    private static List<ToolSpec> offered(ChatRequest request) {
        return switch (request.toolChoice().mode()) {
            case NONE -> List.of();
            case NAMED ->
                request.tools().stream()
                        .filter(tool -> tool.name().equals(request.toolChoice().name()))
                        .toList();
            default -> request.tools();
        };
    }

    private static List<Choice<Boolean>> whether(ChatRequest request, Reading reading) {
        double logit = CALL * (reading.subject() - CALL_FROM) - (request.answered() ? 4 : 0);
        return List.of(new Choice<>(true, "<call>", logit), new Choice<>(false, "", 0));
    }

    private static List<Choice<String>> written(String arguments) {
        return List.of(
                new Choice<>(arguments, "}", WELL_FORMED),
                new Choice<>(arguments.substring(0, arguments.length() - 1), "", 0),
                new Choice<>(arguments.replace('"', '\''), "", 0),
                new Choice<>("```json\n" + arguments, "", 0));
    }

    private static ChatAnswer text(ChatRequest request, Decoder decoder) {
        var texts = request.answered()
                ? List.of("Done.", "That is done.", "Here is what I found.")
                : List.of(
                        "I have no tool that can help with that.",
                        "None of my tools fits that request.",
                        "Could you tell me more about what you need?");
        var choices = new ArrayList<Choice<String>>();
        for (int i = 0; i < texts.size(); i++) {
            choices.add(new Choice<>(texts.get(i), texts.get(i), 2.0 - i));
        }
        return new Budget(request).text(decoder.choose(choices));
    }
}
