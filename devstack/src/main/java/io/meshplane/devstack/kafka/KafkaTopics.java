package io.meshplane.devstack.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** The topics of the house on a broker that is not ours, for development: few partitions, one copy. */
public final class KafkaTopics {
    /**
     * Makes what is missing and sets what differs; to repeat it changes nothing.
     *
     * @param bootstrap {@code host:port} of a broker without authentication
     * @throws ExecutionException if the broker refuses
     * @throws TimeoutException if it does not answer
     */
    public static void ensure(String bootstrap) throws InterruptedException, ExecutionException, TimeoutException {
        TopicSetup.apply(bootstrap);
    }

    private KafkaTopics() {}
}
