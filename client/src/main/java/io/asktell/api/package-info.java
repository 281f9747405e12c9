/** The wire: one record per request and answer, the only JSON shapes there are. Read {@link io.asktell.api.Json} first. */
@NullMarked
package io.asktell.api;

import org.jspecify.annotations.NullMarked;
