/**
 * Who is calling and what they may do: API keys, the tokens made from them, and encryption of what must not lie in a table in
 * clear. Read {@link io.asktell.server.auth.Keys} first. Knows nothing of HTTP.
 */
@NullMarked
package io.asktell.server.auth;

import org.jspecify.annotations.NullMarked;
