package io.asktell.server.faults;

import java.util.List;

/**
 * A study as it is read when all is over.
 *
 * @param leaseSeconds 0: no leases
 * @param cells of its grid; 0: no grid
 * @param trials by number
 */
record FinalStudy(String name, double leaseSeconds, int cells, List<Seen> trials) {}
