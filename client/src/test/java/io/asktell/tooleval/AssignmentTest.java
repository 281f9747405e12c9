package io.asktell.tooleval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class AssignmentTest {
    @Test
    void best_ofRandomTables_isAsGoodAsTryingEverything() {
        var random = new Random(7);
        for (int n = 0; n < 300; n++) {
            int rows = 1 + random.nextInt(5);
            int columns = 1 + random.nextInt(5);
            var weights = new double[rows][columns];
            for (var row : weights) {
                for (int j = 0; j < columns; j++) {
                    row[j] = random.nextInt(4) / 2.0; // ties are frequent
                }
            }

            var columnOf = Assignment.best(weights, columns);

            double sum = 0;
            var used = new HashSet<Integer>();
            for (int i = 0; i < rows; i++) {
                if (columnOf[i] != Assignment.NONE) {
                    assertThat(used.add(columnOf[i])).isTrue();
                    sum += weights[i][columnOf[i]];
                }
            }
            assertThat(used).hasSize(Math.min(rows, columns));
            assertThat(sum).isEqualTo(exhaustive(weights, 0, new boolean[columns]));
        }
    }

    private static double exhaustive(double[][] weights, int row, boolean[] taken) {
        if (row == weights.length) {
            return 0;
        }
        double best = exhaustive(weights, row + 1, taken);
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                best = Math.max(best, weights[row][j] + exhaustive(weights, row + 1, taken));
                taken[j] = false;
            }
        }
        return best;
    }

    @Test
    void best_withoutColumns_pairsNothing() {
        assertThat(Assignment.best(new double[2][0], 0)).containsExactly(Assignment.NONE, Assignment.NONE);
    }
}
