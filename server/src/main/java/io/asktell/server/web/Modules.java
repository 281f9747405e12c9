package io.asktell.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Which modules a JavaScript module needs before it can run. A browser would find them level by level, one journey to the server for each;
 * told of all at once, it fetches them together.
 */
final class Modules {
    private static final Pattern IMPORT = Pattern.compile("\\b(?:from|import) ?['\"]([^'\"]+)['\"]");

    /** Imports stand at the head of a file. */
    private static final int HEAD = 20_000;

    private final Map<String, String> names = new TreeMap<>();
    private final Function<String, Optional<byte[]>> files;
    private final Map<String, List<String>> imports = new ConcurrentHashMap<>();

    /**
     * @param importMap where the modules with a name are
     * @param files the content of a file by its address; each is read once
     */
    Modules(String importMap, Function<String, Optional<byte[]>> files) {
        this.files = files;
        for (Map.Entry<String, JsonNode> name : json(importMap).path("imports").properties()) {
            names.put(name.getKey(), name.getValue().textValue());
        }
    }

    /** All that a module imports, directly or not; the nearest first. */
    List<String> needs(String entry) {
        Set<String> needs = new LinkedHashSet<>(List.of(entry));
        Deque<String> open = new ArrayDeque<>(needs);
        while (!open.isEmpty()) {
            for (var next : imports.computeIfAbsent(open.remove(), this::imports)) {
                if (needs.add(next)) {
                    open.add(next);
                }
            }
        }
        needs.remove(entry);
        return List.copyOf(needs);
    }

    /** Has a module that was changed read again. */
    void changed(String module) {
        imports.remove(module);
    }

    private List<String> imports(String module) {
        return files.apply(module).stream()
                .map(content -> new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.UTF_8))
                .flatMap(head -> IMPORT.matcher(head).results())
                .flatMap(match -> address(module, match.group(1)).stream())
                .toList();
    }

    /** As browsers resolve what an import says: a path, or a name of the import map, or what follows a name that ends with a slash. */
    private Optional<String> address(String module, String specifier) {
        if (specifier.startsWith("/") || specifier.startsWith("./") || specifier.startsWith("../")) {
            return Optional.of(URI.create(module).resolve(specifier).toString());
        }
        var whole = names.get(specifier);
        if (whole != null) {
            return Optional.of(whole);
        }
        return names.keySet().stream()
                .filter(name -> name.endsWith("/") && specifier.startsWith(name))
                .findFirst()
                .map(name -> names.get(name) + specifier.substring(name.length()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("the import map is no JSON", e);
        }
    }
}
