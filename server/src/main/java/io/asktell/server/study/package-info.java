/**
 * Ask and tell: studies, their trials, their leases, and the copy of their history that samplers read. Read
 * {@link io.asktell.server.study.StudyLedger} first.
 */
@NullMarked
package io.asktell.server.study;

import org.jspecify.annotations.NullMarked;
