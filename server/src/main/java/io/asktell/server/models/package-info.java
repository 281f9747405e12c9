/** Models and their providers: where they are, and which parameters they take. Read {@link io.asktell.server.models.Models} first. */
@NullMarked
package io.asktell.server.models;

import org.jspecify.annotations.NullMarked;
