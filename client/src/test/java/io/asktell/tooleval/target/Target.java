package io.asktell.tooleval.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.Message;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Suites;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.parameters.Endpoint;
import io.asktell.tooleval.parameters.GenerationSchema;
import io.asktell.tooleval.parameters.ParameterRegistry;
import io.asktell.tooleval.target.fake.AnthropicFormat;
import io.asktell.tooleval.target.fake.FakeProvider;
import io.asktell.tooleval.target.fake.FakeProvider.Fault;
import io.asktell.tooleval.target.fake.GeminiFormat;
import io.asktell.tooleval.target.fake.GroqFormat;
import io.asktell.tooleval.target.fake.MistralFormat;
import io.asktell.tooleval.target.fake.OllamaFormat;
import io.asktell.tooleval.target.fake.OpenAiFormat;
import io.asktell.tooleval.target.fake.OpenServerFormat;
import io.asktell.tooleval.target.fake.StrictFormat;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;

/** A model at a strict fake of its provider. */
record Target(Kind kind, FakeProvider provider, ProviderModel model) implements AutoCloseable {
    static final Tool SUM = Suites.tool("math.sum", "{'x':{'type':'integer'},'y':{'type':'integer'}}", "x");
    static final Tool OTHER = Suites.tool("other", "{'z':{'type':'string'}}", "z");
    private static final HttpClient HTTP = ProviderModel.newHttpClient();

    /** One model of one provider. */
    record Kind(String protocol, String dialect, String model, StrictFormat format) {
        String path() {
            return protocol.equals("openai") ? "/v1" : "";
        }

        GenerationSchema schema() {
            return ParameterRegistry.schema(new Endpoint(protocol, dialect, null, model, model));
        }

        @Override
        public String toString() {
            return (dialect == null ? protocol : dialect) + " " + model;
        }
    }

    static final List<Kind> KINDS = List.of(
            new Kind("openai", "openai", "gpt-4o", new OpenAiFormat()),
            new Kind("openai", "openai", "o3-mini", new OpenAiFormat()),
            new Kind("openai", "openai", "gpt-5-mini", new OpenAiFormat()),
            new Kind("openai", "openai", "gpt-5-chat-latest", new OpenAiFormat()),
            new Kind("openai", "openai", "gpt-5.1", new OpenAiFormat()),
            new Kind("openai", "openai", "gpt-5.2", new OpenAiFormat()),
            new Kind("openai", "openai", "gpt-6", new OpenAiFormat()),
            new Kind("openai", "mistral", "mistral-large-latest", new MistralFormat()),
            new Kind("openai", "groq", "llama-3.3-70b-versatile", new GroqFormat()),
            new Kind("openai", "groq", "openai/gpt-oss-20b", new GroqFormat()),
            new Kind("openai", "groq", "qwen/qwen3-32b", new GroqFormat()),
            new Kind("openai", "deepseek", "deepseek-v4-pro", OpenServerFormat.deepSeek()),
            new Kind("openai", "openrouter", "x/y", OpenServerFormat.deepSeek()),
            new Kind("openai", "llama.cpp", "some.gguf", OpenServerFormat.llamaCpp()),
            new Kind("vllm", null, "Qwen/Qwen3-8B", OpenServerFormat.vllm()),
            new Kind("anthropic", null, "claude-3-5-haiku-20241022", new AnthropicFormat()),
            new Kind("anthropic", null, "claude-sonnet-4-20250514", new AnthropicFormat()),
            new Kind("anthropic", null, "claude-opus-4-1-20250805", new AnthropicFormat()),
            new Kind("anthropic", null, "claude-haiku-4-5-20251001", new AnthropicFormat()),
            new Kind("anthropic", null, "claude-opus-4-6", new AnthropicFormat()),
            new Kind("anthropic", null, "claude-opus-4-7", new AnthropicFormat()),
            new Kind("gemini", null, "gemini-2.0-flash", new GeminiFormat()),
            new Kind("gemini", null, "gemini-2.5-pro", new GeminiFormat()),
            new Kind("gemini", null, "gemini-2.5-flash", new GeminiFormat()),
            new Kind("gemini", null, "gemini-2.5-flash-lite", new GeminiFormat()),
            new Kind("gemini", null, "gemini-3-pro-preview", new GeminiFormat()),
            new Kind("gemini", null, "gemini-3-flash-preview", new GeminiFormat()),
            new Kind("ollama", null, "llama3.1", new OllamaFormat()),
            new Kind("ollama", null, "qwen3", new OllamaFormat()),
            new Kind("ollama", null, "gpt-oss:20b", new OllamaFormat()));

    /** One of each wire format. */
    static List<Kind> formats() {
        return KINDS.stream()
                .filter(kind -> List.of(
                                "gpt-4o", "Qwen/Qwen3-8B", "claude-sonnet-4-20250514", "gemini-2.5-flash", "llama3.1")
                        .contains(kind.model()))
                .toList();
    }

    static Kind kind(String model) {
        return KINDS.stream()
                .filter(kind -> kind.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    static Target faultless(Kind kind) {
        return of(kind, number -> Fault.NONE);
    }

    static Target of(Kind kind, IntFunction<Fault> faults) {
        var provider = new FakeProvider(kind.format(), faults);
        var timing = new FakeTiming();
        var options = TargetOptions.of(kind.protocol(), provider.baseUrl(kind.path()), kind.model(), "sk-fake")
                .withSchema(kind.schema())
                .withTimeout(Duration.ofSeconds(1));
        var limiter = new ProviderLimiter(4, OptionalInt.empty(), timing);
        return new Target(
                kind, provider, new ProviderModel(options, limiter, HTTP, CallListener.NONE, timing, () -> 0.5));
    }

    /** Asks for a call of {@code math.sum}. */
    ModelResponse ask(ObjectNode parameters) throws InterruptedException {
        return model.complete(new ModelRequest(
                List.of(Message.system("Be brief."), Message.user("call math_sum {\"x\":1}")),
                List.of(SUM, OTHER),
                parameters,
                OptionalLong.empty()));
    }

    /** The last request. */
    JsonNode body() {
        return provider.bodies().get(provider.bodies().size() - 1);
    }

    @Override
    public void close() {
        provider.close();
    }
}
