package io.asktell.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * A few vectors of a front that stand for all of it: chosen one after the other, each adding the most hypervolume to those before
 * (Guerreiro et al. 2016), which reaches 63 % of the best possible.
 */
public final class SubsetSelection {
    /** Above this many vectors times vectors to choose, three and more objectives are chosen by crowding, which costs less. */
    private static final long MOST_WORK = 8_000;

    private SubsetSelection() {}

    /** The positions of {@code count} vectors, ascending. Losses are finite. */
    public static int[] select(double[][] front, int count) {
        if (count >= front.length) {
            return IntStream.range(0, front.length).toArray();
        }
        double[] reference = referencePoint(front);
        if (reference.length > 2 && (long) front.length * count > MOST_WORK) {
            return leastCrowded(front, count);
        }
        var queue = new PriorityQueue<>(
                Comparator.comparingDouble((Candidate c) -> -c.gain).thenComparingInt(c -> c.index));
        var chosen = reference.length == 2 ? new Staircase(reference) : new AnySet(reference);
        for (int i = 0; i < front.length; i++) {
            queue.add(new Candidate(i, chosen.gain(front[i]), 0));
        }
        int[] selected = new int[count];
        int size = 0;
        while (size < count) { // gains only shrink, so one that is up to date and still the greatest is the greatest
            Candidate best = queue.remove();
            if (best.asOf == size) {
                chosen.add(front[best.index]);
                selected[size++] = best.index;
            } else {
                queue.add(new Candidate(best.index, chosen.gain(front[best.index]), size));
            }
        }
        Arrays.sort(selected);
        return selected;
    }

    /** Somewhat worse than the worst in every objective. */
    static double[] referencePoint(double[][] losses) {
        double[] reference = new double[losses[0].length];
        for (int k = 0; k < reference.length; k++) {
            int objective = k;
            double worst =
                    Arrays.stream(losses).mapToDouble(v -> v[objective]).max().orElseThrow();
            reference[k] = worst == 0 ? 1e-12 : Math.max(1.1 * worst, 0.9 * worst);
        }
        return reference;
    }

    private static int[] leastCrowded(double[][] front, int count) {
        double[] distances = Pareto.crowding(front);
        return IntStream.range(0, front.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -distances[i]).thenComparingInt(i -> i))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    private record Candidate(int index, double gain, int asOf) {}

    private sealed interface Chosen {
        double gain(double[] vector);

        void add(double[] vector);
    }

    /** Two objectives: a vector gains the rectangle between its neighbours. */
    private static final class Staircase implements Chosen {
        private final double[] reference;
        private double[] firsts = new double[8]; // ascending
        private double[] seconds = new double[8]; // descending
        private int size;

        Staircase(double[] reference) {
            this.reference = reference;
        }

        private int position(double[] vector) {
            int found = Arrays.binarySearch(firsts, 0, size, vector[0]);
            return found >= 0 ? found : -found - 1;
        }

        @Override
        public double gain(double[] vector) {
            int at = position(vector);
            double right = at < size ? firsts[at] : reference[0];
            double above = at > 0 ? seconds[at - 1] : reference[1];
            return Math.max(0, right - vector[0]) * Math.max(0, above - vector[1]);
        }

        @Override
        public void add(double[] vector) {
            if (size == firsts.length) {
                firsts = Arrays.copyOf(firsts, size * 2);
                seconds = Arrays.copyOf(seconds, size * 2);
            }
            int at = position(vector);
            System.arraycopy(firsts, at, firsts, at + 1, size - at);
            System.arraycopy(seconds, at, seconds, at + 1, size - at);
            firsts[at] = vector[0];
            seconds[at] = vector[1];
            size++;
        }
    }

    private static final class AnySet implements Chosen {
        private final double[] reference;
        private double[][] members = new double[0][];

        AnySet(double[] reference) {
            this.reference = reference;
        }

        @Override
        public double gain(double[] vector) {
            return Hypervolume.contribution(vector, members, reference);
        }

        @Override
        public void add(double[] vector) {
            members = Arrays.copyOf(members, members.length + 1);
            members[members.length - 1] = vector;
        }
    }
}
