package io.meshplane.agent.adapter.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.meshplane.agent.adapter.disk.NodeFiles.Enrolment;
import io.meshplane.contracts.id.NodeId;
import io.meshplane.contracts.signature.NodeKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeFilesTest {
    @TempDir
    private Path data;

    @Test
    void makesAKeyOnceThatOnlyItsOwnerMayRead() throws IOException {
        Path folder = data.resolve("new/folder");

        NodeKey made = new NodeFiles(folder).key();
        NodeKey read = new NodeFiles(folder).key();

        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        assertThat(read.sign(new byte[] {1})).isEqualTo(made.sign(new byte[] {1}));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("node.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void refusesADamagedKeyRatherThanBecomingAnotherNode() throws IOException {
        Files.writeString(data.resolve("node.key"), "private AAAA\npublic AAAA\n");

        assertThatIOException().isThrownBy(() -> new NodeFiles(data).key()).withMessageContaining("damaged");
    }

    @Test
    void keepsTheEnrolment() throws IOException {
        NodeFiles files = new NodeFiles(data);
        Enrolment enrolment = new Enrolment(new NodeId("nabcdefghijklmnopqrstuvwxyz"), "home", "RELAY");

        files.keep(enrolment);

        assertThat(new NodeFiles(data).enrolment()).contains(enrolment);
    }

    @Test
    void isNotEnrolledAtFirst() throws IOException {
        assertThat(new NodeFiles(data).enrolment()).isEmpty();
    }
}
