package dev.driftline.cli.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** One node that is broker and controller, on the loopback address; what it holds survives it, kill −9 included. */
public final class Broker implements AutoCloseable {
    private static final int NODE = 1;
    private static final String HOST = "127.0.0.1";
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private Broker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts on {@code folder}, which is formatted the first time; returns when the broker takes requests. */
    public static Broker start(Path folder, int port, int controllerPort) {
        Path log = folder.resolve("log");
        KafkaConfig config = KafkaConfig.fromProps(properties(log, port, controllerPort), false);
        try {
            Files.createDirectories(folder);
            if (!Files.exists(log.resolve("meta.properties"))) {
                format(config, log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
        server.startup();
        return new Broker(server, HOST + ":" + port);
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Flushes and ends; bounded by the broker's own limits. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties properties(Path log, int port, int controllerPort) {
        Properties all = new Properties();
        all.putAll(Map.ofEntries(
                Map.entry("process.roles", "broker,controller"),
                Map.entry("node.id", String.valueOf(NODE)),
                Map.entry("controller.quorum.voters", NODE + "@" + HOST + ":" + controllerPort),
                Map.entry(
                        "listeners",
                        "PLAINTEXT://" + HOST + ":" + port + "," + CONTROLLER + "://" + HOST + ":" + controllerPort),
                Map.entry("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port),
                Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT"),
                Map.entry("controller.listener.names", CONTROLLER),
                Map.entry("inter.broker.listener.name", "PLAINTEXT"),
                Map.entry("log.dirs", log.toString()),
                Map.entry("auto.create.topics.enable", "false"),
                Map.entry("group.initial.rebalance.delay.ms", "0"),
                // after a kill −9 the next start waits until the controller has given the last broker up
                Map.entry("broker.session.timeout.ms", "4000"),
                Map.entry("broker.heartbeat.interval.ms", "500"),
                Map.entry("log.cleaner.dedupe.buffer.size", String.valueOf(8 << 20))));
        all.putAll(oneReplica());
        return all;
    }

    private static Map<String, String> oneReplica() {
        String few = "5";
        return Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", few,
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", few,
                "share.coordinator.state.topic.replication.factor", "1",
                "share.coordinator.state.topic.min.isr", "1",
                "share.coordinator.state.topic.num.partitions", few);
    }

    private static void format(KafkaConfig config, Path log) {
        Formatter formatter = new Formatter();
        formatter
                .setClusterId(Uuid.randomUuid().toString())
                .setNodeId(config.nodeId())
                .setControllerListenerName(CONTROLLER)
                .setMetadataLogDirectory(config.metadataLogDir())
                .setIgnoreFormatted(true)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                .addDirectory(log.toString());
        try {
            formatter.run();
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the broker's folder " + log + " could not be formatted: " + e.getMessage(), e);
        }
    }
}
