/** Models that answer cases, one class per protocol. Read {@link io.asktell.tooleval.target.TargetModel} first. */
@NullMarked
package io.asktell.tooleval.target;

import org.jspecify.annotations.NullMarked;
