package dev.driftline.cli.up;

import dev.driftline.cli.client.Endpoints;
import dev.driftline.cli.failure.ExitCode;
import dev.driftline.cli.failure.Failure;
import dev.driftline.contracts.wire.InvalidValue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The ports of one system, all on the loopback address. */
public record Ports(
        int registry, int ingest, int trainer, int serving, int grpc, int broker, int controller, int store) {
    public static final int DEFAULT_BASE = 7070;
    private static final int HIGHEST = 65_535;
    private static final int STORE_STEP = 830;
    /** Below the range from which Linux takes the ports of outgoing connections. */
    private static final int FREE_FROM = 20_000;

    private static final int FREE_TO = 31_000;
    private static final int TRIES = 100;

    /** Between the bases of free families: two of them have no port in common. */
    private static final int FREE_STEP = 30;

    /** The family that begins at {@code base}: four services, serving by gRPC + 4, then broker + 22, controller + 23, S3 + 830. */
    public static Ports family(int base) {
        InvalidValue.unless(
                base >= 1 && base + STORE_STEP <= HIGHEST, "port-base", "must lie in 1.." + (HIGHEST - STORE_STEP));
        return new Ports(base, base + 1, base + 2, base + 3, base + 4, base + 22, base + 23, base + STORE_STEP);
    }

    /** A family that nobody uses at this moment, and that no other process is given here while this one lives. */
    public static Ports free() {
        for (int i = 0; i < TRIES; i++) {
            int steps = ThreadLocalRandom.current().nextInt((FREE_TO - FREE_FROM) / FREE_STEP);
            Ports ports = family(FREE_FROM + steps * FREE_STEP);
            if (ports.named().values().stream().allMatch(Ports::isFree) && ports.take()) {
                return ports;
            }
        }
        throw new Failure(ExitCode.FAILURE, "no eight free ports found between " + FREE_FROM + " and " + FREE_TO);
    }

    /** A system binds its ports some seconds after they were found free; until then a locked file tells others. */
    private boolean take() {
        Path mark = Path.of(System.getProperty("java.io.tmpdir"), "driftline-ports-" + registry);
        try {
            boolean taken = LockFile.take(mark).isPresent();
            if (taken) {
                mark.toFile().deleteOnExit();
            }
            return taken;
        } catch (IOException e) {
            return false;
        }
    }

    public int of(Service service) {
        return switch (service) {
            case REGISTRY -> registry;
            case INGEST -> ingest;
            case TRAINER -> trainer;
            case SERVING -> serving;
        };
    }

    public Endpoints endpoints() {
        return Endpoints.local(registry, ingest, trainer, serving);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + broker;
    }

    /** Throws when somebody holds one of them. */
    void requireFree() {
        named().forEach((name, port) -> {
            if (!isFree(port)) {
                throw new Failure(
                        ExitCode.REFUSED,
                        "port " + port + " (" + name
                                + ") is in use by another process: stop that one, or choose another"
                                + " family of ports with --port-base, as --port-base " + (DEFAULT_BASE + 1000));
            }
        });
    }

    private Map<String, Integer> named() {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Service service : Service.values()) {
            all.put(service.word(), of(service));
        }
        all.put("serving by gRPC", grpc);
        all.put("broker", broker);
        all.put("broker's controller", controller);
        all.put("S3 server", store);
        return all;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
