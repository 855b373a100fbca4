package io.meshplane.platform.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An event that is decided and not yet on Kafka. */
@Entity
@Table(name = "outbox")
class OutboxRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long seq;

    @Column(name = "event_id", nullable = false)
    String eventId = "";

    @Column(nullable = false)
    String topic = "";

    @Column(name = "event_key", nullable = false)
    String eventKey = "";

    @Column(nullable = false)
    byte[] value = new byte[0];
}
