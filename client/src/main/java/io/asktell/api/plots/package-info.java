/**
 * What plots of a study are drawn from. Every one says of which {@code version} of the study it is, how many {@code trials} that had,
 * how many of them could be in the plot ({@code total}) and how many are ({@code shown}); fewer than all were chosen by the server.
 * Points are written as lists, in the order of their components. Read {@link io.asktell.api.plots.HistoryPlot} first.
 */
@NullMarked
package io.asktell.api.plots;

import org.jspecify.annotations.NullMarked;
