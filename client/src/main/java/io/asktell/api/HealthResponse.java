package io.asktell.api;

/** Whether the server and its database are there. */
public record HealthResponse(String status, String version, boolean storageConnected) {}
