package io.asktell.server.events;

import java.util.List;

/**
 * The next of what a watcher has not got yet.
 *
 * @param last the number after which to go on
 * @param more whether there is more at once
 * @param over whether nothing will ever follow
 */
record Page(List<String> texts, long last, boolean more, boolean over) {}
