package dev.driftline.serving.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Makes calls that use all threads of the tensor library, whoever asks: the library keeps a pool of workers for each thread that ever made
 * such a call.
 */
final class OneThread implements AutoCloseable {
    private final ExecutorService thread;

    OneThread(String name) {
        thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /** Waits for it, and throws what it throws. */
    <T> T call(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(work, thread).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
