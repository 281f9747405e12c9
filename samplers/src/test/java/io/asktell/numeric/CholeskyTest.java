package io.asktell.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CholeskyTest {
    private static final int SIZE = 23;

    /** A Gram matrix of random vectors, with something on the diagonal. */
    private static double[][] matrix() {
        var random = Rng.of(1, 0);
        double[][] vectors = new double[SIZE][SIZE];
        for (double[] vector : vectors) {
            Arrays.setAll(vector, i -> random.nextGaussian());
        }
        double[][] matrix = new double[SIZE][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int j = 0; j < SIZE; j++) {
                matrix[i][j] = Vectors.dot(vectors[i], vectors[j], SIZE) + (i == j ? 0.1 : 0);
            }
        }
        return matrix;
    }

    private static Cholesky factor(double[][] matrix) {
        var factor = new Cholesky();
        for (int i = 0; i < matrix.length; i++) {
            assertThat(factor.append(Arrays.copyOf(matrix[i], i), matrix[i][i])).isTrue();
        }
        return factor;
    }

    @Test
    void solve_givesTheVectorThatTheMatrixMapsToTheRightSide() {
        double[][] matrix = matrix();
        double[] x = new double[SIZE];
        Arrays.setAll(x, i -> i - 7.5);
        double[] b = new double[SIZE];
        Arrays.setAll(b, i -> Vectors.dot(matrix[i], x, SIZE));

        var factor = factor(matrix);
        factor.forward(b);
        factor.backward(b);

        for (int i = 0; i < SIZE; i++) {
            assertThat(b[i]).isCloseTo(x[i], within(1e-9));
        }
    }

    @Test
    void inverse_timesTheMatrix_isOne() {
        double[][] matrix = matrix();

        double[][] lower = factor(matrix).inverse();

        for (int i = 0; i < SIZE; i++) {
            double[] row = new double[SIZE];
            for (int j = 0; j < SIZE; j++) {
                row[j] = j <= i ? lower[i][j] : lower[j][i];
            }
            for (int j = 0; j < SIZE; j++) {
                assertThat(Vectors.dot(row, matrix[j], SIZE)).isCloseTo(i == j ? 1 : 0, within(1e-9));
            }
        }
    }

    @Test
    void logDeterminant_ofAKnownMatrix() {
        var factor = factor(new double[][] {{4, 2}, {2, 3}});

        assertThat(factor.logDeterminant()).isCloseTo(StrictMath.log(8), within(1e-14));
    }

    @Test
    void truncate_thenAppendingTheSameRows_givesTheSameBits() {
        double[][] matrix = matrix();
        var factor = factor(matrix);
        double[] before = new double[SIZE];
        Arrays.fill(before, 1);
        factor.forward(before);

        factor.truncate(9);
        for (int i = 9; i < SIZE; i++) {
            factor.append(Arrays.copyOf(matrix[i], i), matrix[i][i]);
        }
        double[] after = new double[SIZE];
        Arrays.fill(after, 1);
        factor.forward(after);

        assertThat(after).isEqualTo(before);
    }

    @Test
    void append_whatIsNotPositiveDefinite_isRefused_andAddsNothing() {
        var factor = factor(new double[][] {{1}});

        assertThat(factor.append(new double[] {1}, 1)).isFalse();
        assertThat(factor.append(new double[] {2}, 1)).isFalse();
        assertThat(factor.append(new double[] {Double.NaN}, 1)).isFalse();
        assertThat(factor.size()).isEqualTo(1);
    }
}
