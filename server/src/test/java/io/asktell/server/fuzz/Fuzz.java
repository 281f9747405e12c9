package io.asktell.server.fuzz;

/** The long run, by {@code docs/benchmarks/fuzz.sh}: arguments are how many requests, and the seed. */
public final class Fuzz {
    private Fuzz() {}

    public static void main(String[] args) throws InterruptedException {
        boolean none;
        try (var run = new FuzzRun().run(Integer.parseInt(args[0]), Long.parseLong(args[1]))) {
            System.out.println(run.report());
            System.out.println(run.findings());
            none = run.findings().none();
        }
        System.exit(none ? 0 : 1);
    }
}
