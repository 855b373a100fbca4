package io.meshplane.bench.telemetry.size;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Columns that have the same labels: formats with one row a thing write those once for all of them. */
record LabelGroups(Map<List<Label>, List<Integer>> columns) {
    static LabelGroups of(MetricTable batch) {
        Map<List<Label>, List<Integer>> columns = new LinkedHashMap<>();
        for (int column = 0; column < batch.columns(); column++) {
            columns.computeIfAbsent(batch.id(column).labels(), fresh -> new ArrayList<>())
                    .add(column);
        }
        return new LabelGroups(columns);
    }
}
