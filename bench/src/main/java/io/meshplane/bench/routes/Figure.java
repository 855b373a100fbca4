package io.meshplane.bench.routes;

/**
 * One line of a table.
 *
 * @param part of the suite
 * @param subject what was measured: the mesh
 * @param name of the figure
 * @param comparable what it is beside, such as another order of the nodes or another library; empty = nothing
 */
public record Figure(String part, String subject, String name, String unit, double value, String comparable) {
    /** A figure that stands alone. */
    public static Figure of(String part, String subject, String name, String unit, double value) {
        return new Figure(part, subject, name, unit, value, "");
    }
}
