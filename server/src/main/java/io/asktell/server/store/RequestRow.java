package io.asktell.server.store;

/**
 * What a trial asks of its model.
 *
 * @param request a hash of the model's address and of the parameters as they are sent
 */
public record RequestRow(long studyId, int number, String request, String suiteId, int suiteVersion) {}
