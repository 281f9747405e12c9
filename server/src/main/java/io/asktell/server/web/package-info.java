/** The files of the web UI. */
@NullMarked
package io.asktell.server.web;

import org.jspecify.annotations.NullMarked;
