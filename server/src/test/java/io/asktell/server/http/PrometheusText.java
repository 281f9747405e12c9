package io.asktell.server.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads Prometheus's text format 0.0.4 as strictly as its description allows, and refuses what a scraper might. */
final class PrometheusText {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (\\S.*)");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\S+) (counter|gauge|histogram)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\\\\\"n])*)\"");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{((?:" + LABEL + ")(?:,(?:" + LABEL + "))*)})? (\\S+)");

    /** @param labels their names, {@code le} left out */
    record Family(String type, String help, Set<String> labels) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private PrometheusText() {}

    static PrometheusText of(String text) {
        var read = new PrometheusText();
        if (!text.endsWith("\n")) {
            throw new AssertionError("the last line does not end");
        }
        var lines = text.lines().toList();
        for (int i = 0; i < lines.size(); ) {
            i = read.family(lines, i);
        }
        return read;
    }

    Map<String, Family> families() {
        return families;
    }

    /** The sum of all samples of a name whose labels hold this text; 0 without one. */
    double sum(String name, String labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().equals(name)
                        || sample.getKey().startsWith(name + "{")
                                && sample.getKey().contains(labels))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    double sum(String name) {
        return sum(name, "");
    }

    private int family(List<String> lines, int from) {
        var help = HELP.matcher(lines.get(from));
        check(help.matches(), lines.get(from));
        var type = TYPE.matcher(lines.get(from + 1));
        check(type.matches() && type.group(1).equals(help.group(1)), lines.get(from + 1));
        var name = help.group(1);
        Set<String> labels = new LinkedHashSet<>();
        check(families.put(name, new Family(type.group(2), help.group(2), labels)) == null, "twice: " + name);
        Map<String, List<double[]>> buckets = new TreeMap<>();
        Map<String, Double> counts = new HashMap<>();
        int i = from + 2;
        while (i < lines.size() && !lines.get(i).startsWith("#")) {
            sample(lines.get(i++), name, type.group(2), labels, buckets, counts);
        }
        buckets.forEach((of, values) -> checkBuckets(name + of, values, counts.get(of)));
        return i;
    }

    private void sample(
            String line,
            String family,
            String type,
            Set<String> names,
            Map<String, List<double[]>> buckets,
            Map<String, Double> counts) {
        var sample = SAMPLE.matcher(line);
        check(sample.matches(), line);
        var name = sample.group(1);
        var labels = sample.group(2) == null ? "" : sample.group(2);
        double value = Double.parseDouble(sample.group(sample.groupCount()));
        check(samples.put(labels.isEmpty() ? name : name + "{" + labels + "}", value) == null, "twice: " + line);
        check(type.equals("gauge") || value >= 0, line);
        check(!type.equals("counter") || family.endsWith("_total") && name.equals(family), line);
        var le = "";
        var others = new StringBuilder();
        for (var label = LABEL.matcher(labels); label.find(); ) {
            if (label.group(1).equals("le")) {
                le = label.group(2);
            } else {
                names.add(label.group(1));
                others.append(label.group()).append(',');
            }
        }
        if (!type.equals("histogram")) {
            check(name.equals(family) && le.isEmpty(), line);
        } else if (name.equals(family + "_bucket")) {
            double bound = le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
            buckets.computeIfAbsent(others.toString(), o -> new ArrayList<>()).add(new double[] {bound, value});
        } else if (name.equals(family + "_count")) {
            counts.put(others.toString(), value);
        } else {
            check(name.equals(family + "_sum"), line);
        }
    }

    private static void checkBuckets(String of, List<double[]> buckets, Double count) {
        double bound = Double.NEGATIVE_INFINITY;
        double below = 0;
        for (var bucket : buckets) {
            check(bucket[0] > bound && bucket[1] >= below, "buckets of " + of);
            bound = bucket[0];
            below = bucket[1];
        }
        check(bound == Double.POSITIVE_INFINITY && count != null && count == below, "last bucket of " + of);
    }

    private static void check(boolean right, String what) {
        if (!right) {
            throw new AssertionError("not Prometheus's format: " + what);
        }
    }
}
