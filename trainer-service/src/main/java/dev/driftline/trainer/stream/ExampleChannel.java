package dev.driftline.trainer.stream;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** The doorway of topic {@code examples}. */
@ApplicationScoped
class ExampleChannel {
    static final String NAME = "examples";

    private final ExampleStream stream;

    ExampleChannel(ExampleStream stream) {
        this.stream = stream;
    }

    @Incoming(NAME)
    @Blocking
    void receive(ConsumerRecords<byte[], byte[]> batch) {
        stream.receive(batch);
    }
}
