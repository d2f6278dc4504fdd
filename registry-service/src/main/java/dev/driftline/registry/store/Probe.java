package dev.driftline.registry.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/** Eight writers race for one key: a store that lets other than one of them win is refused by name. */
public final class Probe {
    static final int WRITERS = 8;
    private static final int TRIES = 3;

    private final ObjectStore store;
    private final Supplier<String> nonces;

    public Probe(ObjectStore store, Supplier<String> nonces) {
        this.store = store;
        this.nonces = nonces;
    }

    /** Returns when the store kept the law; throws {@link UnfitStore} when it did not, {@link StoreAway} when nobody can say. */
    public void run() {
        for (int tries = 1; ; tries++) {
            String key = "probe/" + nonces.get();
            try {
                List<String> winners = race(key);
                if (!winners.isEmpty() || tries == TRIES) {
                    judge(key, winners);
                    return;
                }
            } finally {
                store.delete(key);
            }
        }
    }

    private List<String> race(String key) {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<Boolean>> results = new ArrayList<>();
        try (ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < WRITERS; writer++) {
                byte[] mine = name(writer).getBytes(StandardCharsets.UTF_8);
                results.add(writers.submit(() -> {
                    start.await();
                    return store.putIfAbsent(key, mine);
                }));
            }
            start.countDown();
        }
        List<String> winners = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            if (won(results.get(writer))) {
                winners.add(name(writer));
            }
        }
        return winners;
    }

    private void judge(String key, List<String> winners) {
        if (winners.size() != 1) {
            throw unfit(winners.size() + " of " + WRITERS + " writers of one key were told that they won");
        }
        byte[] kept = store.get(key).orElseThrow(() -> unfit("the winner's bytes are not there"));
        if (!new String(kept, StandardCharsets.UTF_8).equals(winners.getFirst())) {
            throw unfit("it kept another writer's bytes than the winner's");
        }
        if (store.putIfAbsent(key, "late".getBytes(StandardCharsets.UTF_8))) {
            throw unfit("a late writer replaced what was there");
        }
    }

    private UnfitStore unfit(String what) {
        return new UnfitStore("The object store " + store + " does not keep 'If-None-Match: *': " + what
                + ". Ledgers would lose entries on it, so the registry does not run; use a store whose conditional PUT is"
                + " atomic.");
    }

    private static String name(int writer) {
        return "writer " + writer;
    }

    private static boolean won(Future<Boolean> result) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StoreAway away) {
                throw away;
            }
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("interrupted while probing the store", e);
        }
    }
}
