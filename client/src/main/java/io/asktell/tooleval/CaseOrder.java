package io.asktell.tooleval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A random order of cases in which each beginning has of every category about its share. The same seed gives the same order. */
public final class CaseOrder {
    private CaseOrder() {}

    private record Placed(double place, TestCase testCase) {}

    public static List<TestCase> of(List<TestCase> cases, long seed) {
        Map<@Nullable String, List<TestCase>> categories = new LinkedHashMap<>();
        cases.forEach(c -> categories
                .computeIfAbsent(c.category(), name -> new ArrayList<>())
                .add(c));
        var random = new Random(seed);
        List<Placed> placed = new ArrayList<>();
        for (var category : categories.values()) {
            Collections.shuffle(category, random);
            double offset = random.nextDouble();
            for (int i = 0; i < category.size(); i++) {
                placed.add(new Placed((i + offset) / category.size(), category.get(i)));
            }
        }
        placed.sort(Comparator.comparingDouble(Placed::place));
        return placed.stream().map(Placed::testCase).toList();
    }
}
