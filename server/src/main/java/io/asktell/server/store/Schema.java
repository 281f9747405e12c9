package io.asktell.server.store;

/**
 * Tables that are brought up to date together.
 *
 * @param location the folder of their migrations on the classpath
 * @param history the table where the migrations done are recorded; one per location
 */
public record Schema(String location, String history) {
    public static final Schema STUDIES = new Schema("db/migration", "flyway_schema_history");
    public static final Schema KEYS = new Schema("db/auth", "flyway_auth_history");
}
