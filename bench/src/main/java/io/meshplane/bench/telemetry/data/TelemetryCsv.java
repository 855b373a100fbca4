package io.meshplane.bench.telemetry.data;

import io.meshplane.bench.Unusable;
import io.meshplane.telemetry.codec.MetricTable;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Telemetry of one node as text: a head of {@code ts_ms} and a column a series, {@code name{label=value;…}}; then a line a scrape,
 * values as decimals (also NaN, Infinity, -Infinity), an empty field where none was sampled. A series whose name ends in
 * {@code _total} and whose values are all whole numbers from 0 to 2^64-1 is a counter, every other one a series of doubles.
 */
public final class TelemetryCsv {
    private static final String TIME = "ts_ms";
    private static final int SHOWN = 40;

    private final Path file;
    private final List<String> lines;
    private final MetricTable table = new MetricTable();

    private TelemetryCsv(Path file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Reads a file.
     *
     * @throws Unusable with file, line and column, if it is not of that form
     */
    public static MetricTable read(Path file) throws IOException, Unusable {
        try {
            return new TelemetryCsv(file, Files.readAllLines(file)).parse();
        } catch (MalformedInputException notUtf8) {
            throw new Unusable(Unusable.BAD_DATA, file + ": not UTF-8");
        }
    }

    private MetricTable parse() throws Unusable {
        if (lines.isEmpty()) throw BadData.at(file, 1, "empty: a head beginning with " + TIME + " is expected");
        String[] head = lines.getFirst().split(",", -1);
        if (!head[0].equals(TIME))
            throw BadData.at(file, 1, 1, "the first column is " + TIME + ", not " + shown(head[0]));
        int end = lines.size();
        while (end > 1 && lines.get(end - 1).isEmpty()) end--; // empty lines at the end
        String[][] cells = new String[end - 1][];
        for (int line = 1; line < end; line++) cells[line - 1] = scrape(line, head.length);
        for (int column = 1; column < head.length; column++) series(head, column, cells);
        return table;
    }

    private String[] scrape(int line, int columns) throws Unusable {
        String[] cells = lines.get(line).split(",", -1);
        if (cells.length != columns) {
            throw BadData.at(file, line + 1, cells.length + " fields where the head has " + columns);
        }
        try {
            table.addRow(Long.parseLong(cells[0]));
        } catch (NumberFormatException notATime) {
            throw BadData.at(file, line + 1, 1, "no whole milliseconds: " + shown(cells[0]));
        }
        return cells;
    }

    private void series(String[] head, int column, String[][] cells) throws Unusable {
        boolean counter = isCounter(head[column], column, cells);
        int target;
        try {
            var id = SeriesText.parse(head[column]);
            if (table.find(id) >= 0) throw new IllegalArgumentException("the series is there twice");
            target = table.append(id, counter ? MetricTable.Kind.COUNT : MetricTable.Kind.NUMBER);
        } catch (IllegalArgumentException wrong) {
            throw BadData.at(file, 1, column + 1, wrong.getMessage() + ": " + shown(head[column]));
        }
        for (int row = 0; row < cells.length; row++) {
            String cell = cells[row][column];
            if (cell.isEmpty()) continue;
            try {
                if (counter) table.setBits(target, row, Long.parseUnsignedLong(cell));
                else table.setNumber(target, row, number(cell));
            } catch (NumberFormatException notANumber) {
                throw BadData.at(file, row + 2, column + 1, "no number: " + shown(cell));
            }
        }
    }

    private static boolean isCounter(String title, int column, String[][] cells) {
        int brace = title.indexOf('{');
        String name = brace < 0 ? title : title.substring(0, brace);
        if (!name.endsWith("_total")) return false;
        for (String[] row : cells) if (!row[column].isEmpty() && !isCount(row[column])) return false;
        return true;
    }

    private static boolean isCount(String cell) {
        for (int i = 0; i < cell.length(); i++) if (cell.charAt(i) < '0' || cell.charAt(i) > '9') return false;
        try {
            Long.parseUnsignedLong(cell);
            return true;
        } catch (NumberFormatException tooLarge) {
            return false;
        }
    }

    /** Stricter than the JDK's: no blanks around it, no letter behind it, no hexadecimal. */
    private static double number(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if ("0123456789+-.eE".indexOf(c) < 0) return named(cell);
        }
        return Double.parseDouble(cell);
    }

    private static double named(String cell) {
        return switch (cell) {
            case "NaN" -> Double.NaN;
            case "Infinity", "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Infinity", "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException(cell);
        };
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "…'";
    }
}
