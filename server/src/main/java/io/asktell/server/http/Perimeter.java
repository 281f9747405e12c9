package io.asktell.server.http;

import io.asktell.tooleval.target.AddressRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the server makes of the network around it.
 *
 * @param trustedProxies whose word is taken for the address a request comes from
 * @param corsOrigins the origins whose pages may call the API, as {@code https://example.org}
 * @param keyRpm how many requests a minute a key may make that sets nothing of its own; null: any number
 * @param addressRpm how many requests a minute an address may make without a credential that holds; null: any number
 */
public record Perimeter(
        List<AddressRange> trustedProxies,
        List<String> corsOrigins,
        @Nullable Integer keyRpm,
        @Nullable Integer addressRpm) {
    public Perimeter {
        trustedProxies = List.copyOf(trustedProxies);
        corsOrigins = List.copyOf(corsOrigins);
    }
}
