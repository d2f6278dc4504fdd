package dev.driftline.benchmarks.serving;

import static dev.driftline.contracts.wire.InvalidValue.unless;

import dev.driftline.adapters.base.Base;
import dev.driftline.adapters.base.BaseSettings;
import dev.driftline.adapters.base.TokenRow;
import dev.driftline.adapters.form.Form;
import dev.driftline.adapters.form.Formed;
import dev.driftline.adapters.form.Forms;
import dev.driftline.adapters.program.NativeTuning;
import dev.driftline.benchmarks.timing.Texts;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Json;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What a running service adds to its engine: one text of 32 tokens at a time, then as many as it bears, then half of that. The load comes from
 * this process, on the same cores as the service where that is local.
 *
 * @param seconds of each load
 */
public record OverHttp(URI url, DomainName domain, int threads, int seconds) {
    private static final int TOKENS = 32;
    /** A service that was just started is slow for some hundred answers: its Java is not compiled yet. */
    private static final int WARM = 1_000;

    private static final int SINGLE = 200;
    private static final int CLIENTS = 32;
    private static final double NANOS_A_MILLI = 1e6;
    private static final double NANOS_A_SECOND = 1e9;

    public OverHttp {
        unless("http".equals(url.getScheme()), "--url", "must begin with http://");
        unless(seconds >= 1 && seconds <= 600, "--seconds", "must lie in 1..600");
    }

    /**
     * What was measured.
     *
     * @param httpOverEngineMillis p50 of a single text's time less its time in the engine
     * @param peakPerSecond texts answered a second with 32 clients that ask without pause
     * @param enginePerSecond texts a second of the engine alone, in this process, in calls of 32
     * @param p99AtHalfMillis of requests sent at half of the peak's pace
     * @param failures requests that were not answered
     */
    public record Measured(
            double httpOverEngineMillis,
            double peakPerSecond,
            double enginePerSecond,
            double p99AtHalfMillis,
            long failures) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    """
                    httpOverEngineMillis  %.2f (p50; aim: at most 2)
                    peak                  %.1f texts a second, %.2f of the engine's %.1f alone (aim: at least 0.85)
                    p99 at half of peak   %.1f ms
                    failures              %d
                    """,
                    httpOverEngineMillis,
                    peakPerSecond,
                    peakPerSecond / enginePerSecond,
                    enginePerSecond,
                    p99AtHalfMillis,
                    failures);
        }
    }

    /** {@code told} hears what is about to run. */
    public Measured measure(Consumer<String> told) {
        NativeTuning.forShortCalls(true);
        int most = new BaseSettings("cpu", threads).threadsUsed();
        try (Base base = Base.open(new BaseSettings(BaseSettings.MINILM, "cpu", 1));
                Forms forms = Forms.open(base, Forms.AUTO, most, System::nanoTime)) {
            String text = new Texts(base, 1).of(1, TOKENS).getFirst().text();
            try (Caller caller = new Caller(url, domain, Json.bytes(Map.of("text", text)))) {
                String form = caller.call().form();
                unless(
                        !form.isEmpty(),
                        "--url",
                        "must be a serving that answers for " + domain + ": " + url
                                + " did not; ./driftline status shows where it is, and whether the domain has a version");
                told.accept("the engine alone, in form " + form);
                double engine = engine(base, forms, most, form.startsWith(Form.PLAIN.word()));
                told.accept("one text at a time");
                double over = quantile(single(caller), 0.5);
                told.accept(CLIENTS + " clients without pause");
                double peak = peak(caller);
                told.accept("half of that");
                double half = quantile(paced(caller, peak / 2), 0.99);
                return new Measured(over, peak, engine, half, caller.failures());
            }
        }
    }

    private double engine(Base base, Forms forms, int lanes, boolean exactly) {
        List<TokenRow> rows = base.tokens(new Texts(base, 2).of(CLIENTS, TOKENS));
        try (Fleet fleet = new Fleet(base, AdapterMethod.EDORA, 1)) {
            Formed form = forms.at(forms.batches(exactly) ? CLIENTS * TOKENS : TOKENS, exactly, false);
            fleet.alone(form, rows);
            long begun = System.nanoTime();
            AtomicLong calls = new AtomicLong();
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                for (int lane = 0; lane < lanes; lane++) {
                    threads.execute(() -> {
                        while (!isOver(begun)) {
                            fleet.alone(form, rows);
                            calls.incrementAndGet();
                        }
                    });
                }
            }
            return calls.get() * CLIENTS / elapsedSeconds(begun);
        }
    }

    private static List<Double> single(Caller caller) {
        List<Double> over = new ArrayList<>();
        for (int i = 0; i < WARM + SINGLE; i++) {
            Caller.Call call = caller.call();
            over.add(call.millis() - call.engineMillis());
        }
        return over.subList(WARM, over.size());
    }

    private double peak(Caller caller) {
        long begun = System.nanoTime();
        AtomicLong answered = new AtomicLong();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.execute(() -> {
                    while (!isOver(begun)) {
                        answered.addAndGet(caller.call().engineMillis() > 0 ? 1 : 0);
                    }
                });
            }
        }
        return answered.get() / elapsedSeconds(begun);
    }

    /** Milliseconds since each was due: sent by the clock, whether or not those before were answered. */
    private List<Double> paced(Caller caller, double perSecond) {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch never = new CountDownLatch(1);
        long begun = System.nanoTime();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < Math.max(1, (int) (perSecond * seconds)); i++) {
                long due = begun + (long) (i * NANOS_A_SECOND / perSecond);
                if (never.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    break;
                }
                clients.execute(() -> {
                    Caller.Call _ = caller.call();
                    millis.add((System.nanoTime() - due) / NANOS_A_MILLI);
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return List.copyOf(millis);
    }

    private boolean isOver(long begun) {
        return elapsedSeconds(begun) >= seconds;
    }

    private static double elapsedSeconds(long begun) {
        return (System.nanoTime() - begun) / NANOS_A_SECOND;
    }

    private static double quantile(List<Double> numbers, double share) {
        List<Double> sorted = numbers.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, (int) (share * sorted.size())));
    }
}
