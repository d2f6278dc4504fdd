package dev.driftline.benchmarks.serving;

import dev.driftline.contracts.domain.DomainName;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks one service the same question again and again. Many threads, each over a connection of its own. */
final class Caller implements AutoCloseable {
    private static final Pattern ENGINE = Pattern.compile("engine;desc=([a-z0-9-]+);dur=([0-9.]+)");
    private static final String OK = "HTTP/1.1 200 ";
    private static final double NANOS_A_MILLI = 1e6;
    private static final int WAIT_MILLIS = 60_000;

    private final URI url;
    private final byte[] request;
    private final ConcurrentLinkedDeque<Wire> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong failures = new AtomicLong();

    /**
     * A request that came back.
     *
     * @param millis from its sending to the last byte of its answer
     * @param engineMillis as the service says it; 0 where it was not answered
     * @param form of the base; empty where it was not answered
     */
    record Call(double millis, double engineMillis, String form) {}

    Caller(URI service, DomainName domain, byte[] body) {
        url = service.resolve("/v1/domains/" + domain + "/predictions");
        request = Wire.post(url, body);
    }

    Call call() {
        long begun = System.nanoTime();
        Optional<String> head = ask();
        double millis = (System.nanoTime() - begun) / NANOS_A_MILLI;
        Matcher engine = ENGINE.matcher(head.orElse(""));
        if (head.isPresent() && head.get().startsWith(OK) && engine.find()) {
            return new Call(millis, Double.parseDouble(engine.group(2)), engine.group(1));
        }
        failures.incrementAndGet();
        return new Call(millis, 0, "");
    }

    /** Status line and headers; empty: there was no answer. */
    private Optional<String> ask() {
        Wire wire = idle.poll();
        try {
            if (wire == null) {
                wire = new Wire(url, WAIT_MILLIS);
            }
            String head = wire.ask(request);
            idle.push(wire);
            return Optional.of(head);
        } catch (IOException | NumberFormatException e) {
            if (wire != null) {
                wire.close();
            }
            return Optional.empty();
        }
    }

    long failures() {
        return failures.get();
    }

    @Override
    public void close() {
        idle.forEach(Wire::close);
    }
}
