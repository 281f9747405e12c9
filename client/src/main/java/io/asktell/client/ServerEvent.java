package io.asktell.client;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened on the server.
 *
 * @param id where to go on from, should the stream break
 * @param type as {@code trial_finished}
 * @param data what it happened to, as JSON text
 */
public record ServerEvent(@Nullable String id, String type, String data) {}
