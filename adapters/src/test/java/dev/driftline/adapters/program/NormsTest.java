package dev.driftline.adapters.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.driftline.adapters.base.Geometry.Site;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The closed form of the row norms against rows that are written out and measured, in plain Java. */
class NormsTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void theClosedFormIsTheNormOfTheAdaptedMatrix(int method) {
        try (Rig rig = new Rig(method, 0)) {
            List<double[]> norms = rig.norms();
            List<Site> sites = TinyLine.GEOMETRY.sites();
            for (int j = 0; j < sites.size(); j++) {
                Site site = sites.get(j);
                double[][] adapted = weight(rig, j, site);
                double[][] change = method == 2 ? dora(rig, j, site) : edora(rig, j, site);
                for (int row = 0; row < site.out(); row++) {
                    double square = 0;
                    for (int column = 0; column < site.in(); column++) {
                        double one = adapted[row][column] + TinyLine.SCALE * change[row][column];
                        square += one * one;
                    }
                    assertThat(norms.get(j)[row]).isCloseTo(Math.sqrt(square), within(1e-12));
                }
            }
        }
    }

    private static double[][] weight(Rig rig, int j, Site site) {
        double[] numbers = rig.baseValues.get(4 + (j / 4) * 12 + (j % 4) * 2).numbers();
        return matrix(numbers, 0, site.out(), site.in());
    }

    /** B A of each fused matrix, one below the other. */
    private static double[][] dora(Rig rig, int j, Site site) {
        double[][] all = new double[site.out()][];
        for (int part = 0; part < site.fused(); part++) {
            double[][] a = matrix(
                    rig.trained.get(j * 3).numbers(), part * TinyLine.RANK * site.in(), TinyLine.RANK, site.in());
            double[][] b = matrix(
                    rig.trained.get(j * 3 + 1).numbers(),
                    part * site.rows() * TinyLine.RANK,
                    site.rows(),
                    TinyLine.RANK);
            System.arraycopy(product(b, a), 0, all, part * site.rows(), site.rows());
        }
        return all;
    }

    /** B R A of each fused matrix; B's block diagonal is read back from the constants. */
    private static double[][] edora(Rig rig, int j, Site site) {
        int rank = TinyLine.RANK;
        int wide = site.fused() * rank;
        double[][] a = matrix(rig.fixed.get(j * 6).doubles(), 0, wide, site.in());
        double[][] b = matrix(rig.fixed.get(j * 6 + 1).doubles(), 0, site.out(), wide);
        double[][] r = new double[wide][wide];
        for (int part = 0; part < site.fused(); part++) {
            double[][] own = matrix(rig.trained.get(j * 2).numbers(), part * rank * rank, rank, rank);
            for (int row = 0; row < rank; row++) {
                System.arraycopy(own[row], 0, r[part * rank + row], part * rank, rank);
            }
        }
        return product(product(b, r), a);
    }

    private static double[][] matrix(double[] numbers, int from, int rows, int columns) {
        double[][] matrix = new double[rows][columns];
        for (int row = 0; row < rows; row++) {
            System.arraycopy(numbers, from + row * columns, matrix[row], 0, columns);
        }
        return matrix;
    }

    private static double[][] product(double[][] left, double[][] right) {
        double[][] product = new double[left.length][right[0].length];
        for (int row = 0; row < left.length; row++) {
            for (int column = 0; column < right[0].length; column++) {
                for (int inner = 0; inner < right.length; inner++) {
                    product[row][column] += left[row][inner] * right[inner][column];
                }
            }
        }
        return product;
    }
}
