package io.asktell.sampler.tpe;

/** What a density of one side of the split is made of: the parameters' axes, the trials' coordinates, and their orders. */
final class Side {
    private final Axis[] axes;
    private final Column[] columns;
    private final Order[] orders;

    Side(Axis[] axes, Column[] columns) {
        this.axes = axes;
        this.columns = columns;
        orders = new Order[columns.length];
        for (int i = 0; i < orders.length; i++) {
            orders[i] = new Order(columns[i]);
        }
    }

    Axis axis(int parameter) {
        return axes[parameter];
    }

    /** The kernels of some trials, which have at least a share of the axis each. */
    Kernels kernels(int parameter, int[] trials, double leastShare) {
        if (axes[parameter].categorical()) {
            return new CategoricalKernels(axes[parameter], columns[parameter], trials);
        }
        orders[parameter].follow(trials);
        return new NormalKernels(axes[parameter], orders[parameter], trials.length, leastShare);
    }
}
