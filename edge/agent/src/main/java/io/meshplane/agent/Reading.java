package io.meshplane.agent;

import io.meshplane.telemetry.codec.MetricBlock.Label;
import java.util.List;

/** The value of one series at one moment; name and labels as in the Prometheus data model. */
public record Reading(String name, List<Label> labels, double value) {
    public static Reading of(String name, double value) {
        return new Reading(name, List.of(), value);
    }

    public static Reading of(String name, String label, String labelValue, double value) {
        return new Reading(name, List.of(new Label(label, labelValue)), value);
    }
}
