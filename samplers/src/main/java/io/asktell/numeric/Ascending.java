package io.asktell.numeric;

/** Searches in arrays whose elements do not fall. */
public final class Ascending {
    private Ascending() {}

    /** The position of the first element that is not below {@code key}; the length where there is none. */
    public static int firstFrom(double[] keys, double key) {
        int low = 0;
        int high = keys.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (keys[middle] < key) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
