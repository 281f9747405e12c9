package io.asktell.server.models;

import io.asktell.api.ProviderRequest;
import io.asktell.server.auth.SecretBox;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.ModelStore;
import io.asktell.server.store.ProviderRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.tooleval.parameters.ParameterRegistry;
import io.asktell.tooleval.target.ProviderNetworks;
import io.asktell.tooleval.target.TargetOptions;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who serves models, and the keys to them, which leave this room only to call the provider. */
public final class Providers {
    private static final Logger log = LoggerFactory.getLogger(Providers.class);

    private final Jdbi jdbi;
    private final SecretBox box;
    private final ProviderNetworks networks;

    /** @param networks where this server may call providers */
    public Providers(Jdbi jdbi, SecretBox box, ProviderNetworks networks) {
        this.jdbi = jdbi;
        this.box = box;
        this.networks = networks;
    }

    /** A page of providers, and how many there are. */
    public record Page(List<ProviderRow> providers, long total) {}

    /** Adds or replaces a provider. An absent key stays what it was, an empty one is forgotten. */
    public ProviderRow put(String key, ProviderRequest request) {
        var errors = new FieldErrors();
        errors.check(key.matches("[A-Za-z0-9_.-]{1,64}"), "key", "1 to 64 of letters, digits, and _ . -");
        String protocol = Objects.requireNonNullElse(request.protocol(), "");
        errors.check(
                TargetOptions.PROTOCOLS.contains(protocol),
                "protocol",
                "one of " + String.join(", ", TargetOptions.PROTOCOLS));
        String dialect = request.dialect();
        errors.check(
                dialect == null
                        || protocol.equals("openai")
                                && ParameterRegistry.dialects().contains(dialect),
                "dialect",
                "of the openai protocol, one of " + String.join(", ", ParameterRegistry.dialects()));
        String url = Objects.requireNonNullElse(request.baseUrl(), "");
        checkAddress(url, errors);
        String secret = request.apiKey();
        errors.check(
                secret == null || secret.length() <= 4096 && secret.chars().allMatch(c -> c > 0x20 && c < 0x7f),
                "api_key",
                "visible ASCII characters, at most 4096");
        String variable = request.apiKeyEnv();
        errors.check(
                variable == null || variable.matches("[A-Za-z_][A-Za-z0-9_]{0,127}"),
                "api_key_env",
                "the name of a variable");
        Integer most = request.maxConcurrency();
        errors.check(most == null || most >= 1 && most <= 1000, "max_concurrency", "1 to 1000");
        Integer rate = request.requestsPerMinute();
        errors.check(rate == null || rate >= 1 && rate <= 1_000_000, "requests_per_minute", "1 to 1000000");
        errors.throwIfAny();
        return jdbi.inTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            var present = store.provider(key);
            byte[] before = present.map(ProviderRow::apiKeySealed).orElse(null);
            if (secret == null && before != null && !sameOrigin(present.get().baseUrl(), url)) {
                throw new InvalidException(
                        "api_key", "must be sent again, or empty to forget it, because base_url goes elsewhere now");
            }
            byte[] sealed = secret == null
                    ? before
                    : secret.isEmpty() ? null : box.seal(secret.getBytes(StandardCharsets.UTF_8), purpose(key));
            var row = new ProviderRow(key, protocol, dialect, url, sealed, variable, most, rate);
            store.putProvider(row);
            return row;
        });
    }

    public ProviderRow find(String key) {
        return jdbi.withExtension(ModelStore.class, store -> store.provider(key))
                .orElseThrow(() -> new NotFoundException("provider_not_found", "There is no provider " + key + "."));
    }

    public Page list(int limit, long offset) {
        return jdbi.withExtension(
                ModelStore.class, store -> new Page(store.providers(limit, offset), store.countProviders()));
    }

    public void delete(String key) {
        jdbi.useTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            Optional<String> model = store.modelOf(key);
            if (model.isPresent()) {
                throw new ConflictException(
                        "provider_in_use",
                        "Model " + model.get() + " is served by " + key + "; delete it, or give it another provider.");
            }
            if (store.deleteProvider(key) == 0) {
                throw new NotFoundException("provider_not_found", "There is no provider " + key + ".");
            }
        });
    }

    /** Seals the stored keys with the server's current secret, so that those before it can be forgotten. */
    public void renewKeys() {
        jdbi.useTransaction(handle -> {
            var store = handle.attach(ModelStore.class);
            for (var row : store.sealedProviders()) {
                byte[] before = Objects.requireNonNull(row.apiKeySealed());
                renewed(row.key(), before).ifPresent(after -> store.renewKey(row.key(), before, after));
            }
        });
    }

    private Optional<byte[]> renewed(String key, byte[] before) {
        try {
            return box.renewed(before, purpose(key));
        } catch (SecretBox.UnreadableSecretException e) {
            log.warn("the key of provider {} cannot be decrypted any more; it must be set again", key);
            return Optional.empty();
        }
    }

    /** The stored key of a provider, in clear. */
    public Optional<String> apiKey(String key) {
        byte[] sealed = find(key).apiKeySealed();
        return sealed == null
                ? Optional.empty()
                : Optional.of(new String(box.open(sealed, purpose(key)), StandardCharsets.UTF_8));
    }

    private static String purpose(String key) {
        return "provider:" + key;
    }

    private void checkAddress(String url, FieldErrors errors) {
        var address = address(url);
        errors.check(address.isPresent(), "base_url", "an http or https address without user, query and fragment");
        address.flatMap(networks::objection).ifPresent(objection -> errors.add("base_url", objection));
    }

    private static Optional<URI> address(String url) {
        try {
            var uri = new URI(url);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                            && uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && uri.getRawQuery() == null
                            && uri.getRawFragment() == null
                    ? Optional.of(uri)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Whether a stored key stays with whom it was given to, so that nobody takes it by changing the address. */
    private static boolean sameOrigin(String before, String after) {
        var a = URI.create(before);
        var b = URI.create(after);
        return a.getScheme().equals(b.getScheme())
                && a.getHost().equalsIgnoreCase(b.getHost())
                && a.getPort() == b.getPort();
    }
}
