package io.meshplane.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.meshplane.contracts.CheckedIn;
import io.meshplane.contracts.event.AlertChanged;
import io.meshplane.contracts.event.ChainIncidentOccurred;
import io.meshplane.contracts.event.ClaimMade;
import io.meshplane.contracts.event.HeartbeatReceived;
import io.meshplane.contracts.event.LinkObserved;
import io.meshplane.contracts.event.NodeRegistered;
import io.meshplane.contracts.event.PoolConfigured;
import io.meshplane.contracts.event.RouteChosen;
import io.meshplane.contracts.event.UploadAccepted;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Version 1 of the events is append-only: what a released reader knows keeps its number, type and meaning. The lock file lists
 * every field; {@code -Dmeshplane.update=true} adds new ones and removes nothing.
 */
class SchemaLockTest {
    private static final CheckedIn LOCK = new CheckedIn("contracts/schema.lock");
    private static final List<FileDescriptor> FILES = List.of(
            NodeRegistered.getDescriptor().getFile(),
            HeartbeatReceived.getDescriptor().getFile(),
            LinkObserved.getDescriptor().getFile(),
            RouteChosen.getDescriptor().getFile(),
            ClaimMade.getDescriptor().getFile(),
            ChainIncidentOccurred.getDescriptor().getFile(),
            PoolConfigured.getDescriptor().getFile(),
            UploadAccepted.getDescriptor().getFile(),
            AlertChanged.getDescriptor().getFile());

    @Test
    void keepsEveryFieldThatWasEverReleased() {
        SortedSet<String> now = fields();
        if (CheckedIn.UPDATE) {
            SortedSet<String> all = new TreeSet<>(LOCK.lines());
            all.addAll(now);
            LOCK.write(String.join("\n", all) + "\n");
        }

        assertThat(now)
                .as("a released field was removed, renumbered or retyped")
                .containsAll(LOCK.lines());
    }

    @Test
    void locksEveryField() {
        assertThat(LOCK.lines())
                .as("new fields: run with -Dmeshplane.update=true")
                .containsAll(fields());
    }

    @Test
    void coversEveryTopic() {
        assertThat(Topics.ALL)
                .allSatisfy(topic -> assertThat(fields()).anyMatch(line -> line.startsWith(topic.eventType() + " ")));
    }

    private static SortedSet<String> fields() {
        SortedSet<String> lines = new TreeSet<>();
        for (FileDescriptor file : FILES) {
            for (Descriptor message : file.getMessageTypes()) {
                for (FieldDescriptor field : message.getFields()) lines.add(message.getFullName() + " " + line(field));
            }
            for (EnumDescriptor type : file.getEnumTypes()) {
                type.getValues()
                        .forEach(value ->
                                lines.add(type.getFullName() + " " + value.getNumber() + " " + value.getName()));
            }
        }
        return lines;
    }

    private static String line(FieldDescriptor field) {
        String type = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getFullName();
            case ENUM -> field.getEnumType().getFullName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
        String label = field.isRepeated() ? "repeated " : isOptional(field) ? "optional " : "";
        return field.getNumber() + " " + field.getName() + " " + label + type;
    }

    /** proto3's {@code optional} is a oneof that the compiler makes up. */
    private static boolean isOptional(FieldDescriptor field) {
        return field.getContainingOneof() != null && field.getRealContainingOneof() == null;
    }
}
