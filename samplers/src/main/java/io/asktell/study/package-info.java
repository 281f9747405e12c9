/** What an algorithm may see of a study: trials and their history, column by column. Read {@link io.asktell.study.History} first. */
@NullMarked
package io.asktell.study;

import org.jspecify.annotations.NullMarked;
