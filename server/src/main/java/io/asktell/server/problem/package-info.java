/** What can be wrong with a request, in one family. Read {@link io.asktell.server.problem.ServiceException} first. */
@NullMarked
package io.asktell.server.problem;

import org.jspecify.annotations.NullMarked;
