package io.asktell.server.store;

import java.time.Instant;

/** A suite in one of its versions; {@code newest} is the number of the newest one. */
public record SuiteRow(
        String id,
        int version,
        int newest,
        String name,
        int cases,
        int tools,
        String definition,
        Instant createdAt,
        Instant updatedAt) {}
