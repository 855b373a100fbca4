package io.meshplane.deploy;

import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.user.KafkaUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The custom resource definitions of Strimzi, made from its models by its own generator, which is a program. */
final class StrimziDefinitions {
    private static final List<Class<?>> MODELS =
            List.of(Kafka.class, KafkaNodePool.class, KafkaTopic.class, KafkaUser.class);

    /** Writes them into a folder; one file each. */
    static List<Path> write(Path folder) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.strimzi.crdgenerator.CrdGenerator",
                "--yaml",
                "--target-kube",
                "1.27+"));
        List<Path> files = MODELS.stream()
                .map(model -> folder.resolve(model.getSimpleName() + ".yaml"))
                .toList();
        for (int i = 0; i < files.size(); i++) command.add(MODELS.get(i).getName() + "=" + files.get(i));
        try {
            Files.createDirectories(folder);
            Process program = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("generator.log").toFile())
                    .start();
            if (program.waitFor() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("generator.log")));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private StrimziDefinitions() {}
}
