package dev.driftline.cli.fleet;

import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.version.VersionRef;
import dev.driftline.contracts.wire.AdapterRecord;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Topics;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Domains that only `adapters` knows: each has its own variation of one adapter, so that every one has another digest and other bytes. For a
 * system of one's own: registry and trainer never hear of them.
 */
public final class Fleet implements AutoCloseable {
    private static final String LEDGER = "fleet";
    private static final int FLUSH_EVERY = 256;
    private final byte[] model;
    private final KafkaProducer<byte[], byte[]> producer;

    public Fleet(byte[] model, String bootstrapServers) {
        this.model = model.clone();
        producer = new KafkaProducer<>(
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers, ProducerConfig.ACKS_CONFIG, "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The names of {@code count} domains. */
    public static List<DomainName> names(String prefix, int count) {
        List<DomainName> names = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            names.add(new DomainName(prefix + "-" + i));
        }
        return names;
    }

    /** Tells version {@code version} of each, with its bytes; returns when the broker has them all. */
    public void tell(List<DomainName> domains, int version) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(domains.size());
        for (DomainName domain : domains) {
            byte[] adapter = variation(domain, version);
            sent.add(send(header(domain, version, adapter), adapter));
            if (sent.size() % FLUSH_EVERY == 0) {
                producer.flush();
            }
        }
        sent.forEach(Fleet::await);
    }

    /** Tells version {@code version} of a domain by reference: its bytes are with the registry already. */
    public void tellByReference(DomainName domain, int version) {
        await(send(header(domain, version, variation(domain, version)), new byte[0]));
    }

    /** The adapter of one version of one domain: the model with another bias of its last label, by up to a half. */
    public byte[] variation(DomainName domain, int version) {
        byte[] own = model.clone();
        ByteBuffer numbers = ByteBuffer.wrap(own).order(ByteOrder.LITTLE_ENDIAN);
        int last = own.length - Float.BYTES;
        double turn = (domain.value().hashCode() * 31L + version) * 0.6180339887498949;
        numbers.putFloat(last, numbers.getFloat(last) + (float) (turn - Math.floor(turn) - 0.5));
        return own;
    }

    private static AdapterRecord.Header header(DomainName domain, int version, byte[] adapter) {
        VersionRef ref = new VersionRef(version, Digest.of(adapter), adapter.length, version);
        return new AdapterRecord.Header(domain, LEDGER, version, ref);
    }

    private Future<RecordMetadata> send(AdapterRecord.Header header, byte[] adapter) {
        byte[] key = header.domain().value().getBytes(StandardCharsets.UTF_8);
        byte[] value = new AdapterRecord(header, adapter.length == 0 ? null : adapter).encode();
        return producer.send(new ProducerRecord<>(Topics.ADAPTERS, key, value));
    }

    private static void await(Future<RecordMetadata> sent) {
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new Failure(ExitCode.FAILURE, "the broker did not take an adapter: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure(ExitCode.FAILURE, "interrupted", e);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
