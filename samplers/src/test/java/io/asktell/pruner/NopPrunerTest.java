package io.asktell.pruner;

final class NopPrunerTest implements PrunerContract {
    @Override
    public Pruner newPruner() {
        return new NopPruner();
    }
}
