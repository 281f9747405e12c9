/**
 * The HTTP side: every URL with who may call it in {@link io.asktell.server.http.Routes}, handlers that only translate, and what
 * holds for all of them: credentials, limits, problems, idempotency. Nothing of HTTP passes below this room.
 */
@NullMarked
package io.asktell.server.http;

import org.jspecify.annotations.NullMarked;
