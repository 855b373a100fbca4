package io.meshplane.launcher.demo;

import io.meshplane.launcher.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Batches of the agents arrive and can be read back. */
final class TelemetryChapter {

    static void tell(Story story, World world, String node) throws DidNotHappenException, InterruptedException {
        story.chapter("Routers report what they see");
        String url = world.inNetwork("telemetry-ingest", "/nodes/" + node + "/metrics/latest");
        Json batch = story.await(
                "a batch of " + node + " can be read back",
                Story.USUAL,
                () -> Optional.of(world.read(url))
                        .filter(upload -> !upload.items("series").isEmpty()));
        List<Json> series = batch.items("series");
        int values = series.stream().mapToInt(one -> one.items("values").size()).sum();
        BigInteger bytes = series.stream()
                .filter(one -> one.text("name").equals("interface_sent_bytes_total"))
                .map(TelemetryChapter::last)
                .reduce(BigInteger.ZERO, BigInteger::add);
        story.require(values > 0 && bytes.signum() > 0, "the batch has values and counted bytes: " + batch);
        story.say("The newest batch of node " + node + " is number " + batch.text("sequence") + " since its start:");
        story.say(values + " values in " + series.size() + " series, sampled "
                + batch.items("sampledAt").size() + " times in a row; it has sent " + Story.grouped(bytes)
                + " bytes so far.");
        story.say("It was checked, written to Kafka as one record, and read back from there.");
    }

    private static BigInteger last(Json series) {
        List<Json> values = series.items("values");
        String newest = values.isEmpty() ? "" : values.getLast().plain();
        return newest.isEmpty() ? BigInteger.ZERO : new BigDecimal(newest).toBigInteger();
    }

    private TelemetryChapter() {}
}
