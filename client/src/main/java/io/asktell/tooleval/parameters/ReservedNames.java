package io.asktell.tooleval.parameters;

import java.util.Locale;
import java.util.Set;

/**
 * Names that say what a call is about, where it goes and with which key. As a generation parameter such a name could send a key
 * to an address of somebody's choosing, so it is refused, not dropped.
 */
public final class ReservedNames {
    private static final Set<String> NAMES = Set.of(
            "model",
            "messages",
            "input",
            "prompt",
            "system",
            "tools",
            "functions",
            "function_call",
            "stream",
            "stream_options",
            "n",
            "api_base",
            "api_key",
            "api_version",
            "api_type",
            "base_url",
            "custom_llm_provider",
            "organization",
            "headers",
            "extra_headers",
            "extra_body",
            "extra_query",
            "proxy",
            "proxies",
            "timeout",
            "request_timeout",
            "max_retries",
            "num_retries",
            "callbacks",
            "user",
            "store",
            "metadata");

    private ReservedNames() {}

    /** Whether a name is reserved, in any case and with hyphens for underscores. */
    public static boolean contains(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT).replace('-', '_'));
    }
}
