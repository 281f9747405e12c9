/** The web UI as a person uses it: the whole server, and a page in headless Chromium. Read {@link io.asktell.server.web.Visitor} first. */
@NullMarked
package io.asktell.server.web;

import org.jspecify.annotations.NullMarked;
