/** What docs/library.md shows. */
package io.asktell.examples;
