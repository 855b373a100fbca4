package io.meshplane.telemetry.metrics;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import io.meshplane.telemetry.codec.MetricTable;
import io.meshplane.telemetry.codec.SeriesId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The series that were announced. A series is a class (all series of one name) and a group (all series with the same labels);
 * both are numbered as they come. Series, class and group 0 are the clock's and have no name.
 */
final class SeriesBook {
    /** Measured: an identity, its places in lists and maps, and its part of labels, classes and groups. */
    private static final int SERIES_BYTES = 72;

    private final List<SeriesId> ids = new ArrayList<>();
    private final List<MetricTable.Kind> kinds = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();
    private final List<List<Label>> groups = new ArrayList<>();
    private final List<String> strings = new ArrayList<>();
    private final Map<String, Integer> classIndex = new HashMap<>();
    private final Map<List<Label>, Integer> groupIndex = new HashMap<>();
    private final Map<String, Integer> stringIndex = new HashMap<>();
    private int[] groupOf = new int[16];
    private double[] steps = new double[16];
    private int textBytes;

    SeriesBook() {
        clear();
    }

    void clear() {
        for (List<?> list : List.of(ids, kinds, classes, groups, strings)) list.clear();
        for (Map<?, ?> map : List.of(classIndex, groupIndex, stringIndex)) map.clear();
        textBytes = 0;
        classes.add("");
        groups.add(List.of());
        ids.add(new SeriesId("clock", List.of()));
        kinds.add(MetricTable.Kind.COUNT);
    }

    int add(int classNumber, int group, MetricTable.Kind kind) {
        int s = ids.size();
        if (s == groupOf.length) {
            groupOf = Arrays.copyOf(groupOf, s * 2);
            steps = Arrays.copyOf(steps, s * 2);
        }
        ids.add(new SeriesId(classes.get(classNumber), groups.get(group)));
        kinds.add(kind);
        groupOf[s] = group;
        steps[s] = 0;
        return s;
    }

    int addClass(String name) {
        classes.add(name);
        classIndex.put(name, classes.size() - 1);
        return classes.size() - 1;
    }

    int addGroup(List<Label> labels) {
        groups.add(labels);
        groupIndex.put(labels, groups.size() - 1);
        return groups.size() - 1;
    }

    int addString(String text, int sizeBytes) {
        strings.add(text);
        stringIndex.put(text, strings.size() - 1);
        textBytes += sizeBytes;
        return strings.size() - 1;
    }

    /** The number of a class, or -1. */
    int findClass(String name) {
        return classIndex.getOrDefault(name, -1);
    }

    /** The number of a group, or -1. */
    int findGroup(List<Label> labels) {
        return groupIndex.getOrDefault(labels, -1);
    }

    /** The number of a string, or -1. */
    int findString(String text) {
        return stringIndex.getOrDefault(text, -1);
    }

    String className(int classNumber) {
        return classes.get(classNumber);
    }

    List<Label> group(int group) {
        return groups.get(group);
    }

    String string(int index) {
        return strings.get(index);
    }

    SeriesId id(int s) {
        return ids.get(s);
    }

    MetricTable.Kind kind(int s) {
        return kinds.get(s);
    }

    int groupOf(int s) {
        return groupOf[s];
    }

    double step(int s) {
        return steps[s];
    }

    void declareStep(int s, double step) {
        steps[s] = step;
    }

    /** Series, the clock included. */
    int size() {
        return ids.size();
    }

    int classCount() {
        return classes.size();
    }

    int groupCount() {
        return groups.size();
    }

    int stringCount() {
        return strings.size();
    }

    /** Bytes of all strings. */
    int textBytes() {
        return textBytes;
    }

    /** Bytes of memory, about: strings, and a few small objects a series. */
    int sizeBytes() {
        return textBytes + SERIES_BYTES * ids.size();
    }
}
