package io.asktell.reference;

import io.asktell.reference.ChatAnswer.FinishReason;
import java.util.ArrayList;
import java.util.List;

/** Cuts an answer off where its tokens are used up, and counts them. */
final class Budget {
    /** What the marks around a call cost. */
    private static final int PER_CALL = 4;

    private final ChatRequest request;
    private int left;

    Budget(ChatRequest request) {
        this.request = request;
        this.left = request.maxTokens().orElse(Integer.MAX_VALUE);
    }

    ChatAnswer calls(List<ChatAnswer.Call> calls) {
        int before = left;
        var written = new ArrayList<ChatAnswer.Call>();
        for (var call : calls) {
            left -= PER_CALL + Tokens.count(call.name());
            if (left < 0) {
                break;
            }
            var arguments = Tokens.first(call.arguments(), left);
            left -= Tokens.count(call.arguments());
            written.add(new ChatAnswer.Call(call.name(), arguments));
        }
        return answer("", written, before, left < 0 ? FinishReason.LENGTH : FinishReason.TOOL_CALLS);
    }

    ChatAnswer text(String whole) {
        var text = whole;
        for (var stop : request.stop()) {
            int at = text.indexOf(stop);
            text = at < 0 ? text : text.substring(0, at);
        }
        int before = left;
        left -= Tokens.count(text);
        return answer(
                Tokens.first(text, before), List.of(), before, left < 0 ? FinishReason.LENGTH : FinishReason.STOP);
    }

    private ChatAnswer answer(String text, List<ChatAnswer.Call> calls, int before, FinishReason reason) {
        return new ChatAnswer(text, calls, reason, Tokens.count(request.read()), before - Math.max(0, left));
    }
}
