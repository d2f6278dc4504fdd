package dev.driftline.registry.store;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A store in memory that can be told to misbehave. */
public final class MemoryStore implements ObjectStore {
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final AtomicInteger answersToLose = new AtomicInteger();
    private final AtomicInteger requestsToLose = new AtomicInteger();
    private volatile boolean away;

    /** The next writes happen, but their answers are lost. */
    public void loseAnswers(int count) {
        answersToLose.set(count);
    }

    /** The next writes do not happen. */
    public void loseRequests(int count) {
        requestsToLose.set(count);
    }

    public void setAway(boolean now) {
        away = now;
    }

    /** What no client can do: replaces bytes. */
    public void damage(String key, byte[] bytes) {
        objects.put(key, bytes);
    }

    public boolean has(String key) {
        return objects.containsKey(key);
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        requireHere();
        if (requestsToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreAway("the request was lost", null);
        }
        boolean won = objects.putIfAbsent(key, bytes.clone()) == null;
        if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new StoreAway("the answer was lost", null);
        }
        return won;
    }

    @Override
    public Optional<byte[]> get(String key) {
        requireHere();
        return Optional.ofNullable(objects.get(key)).map(byte[]::clone);
    }

    @Override
    public OptionalLong size(String key) {
        requireHere();
        byte[] bytes = objects.get(key);
        return bytes == null ? OptionalLong.empty() : OptionalLong.of(bytes.length);
    }

    @Override
    public void eachKey(String prefix, Consumer<String> keys) {
        requireHere();
        new TreeSet<>(objects.keySet())
                .stream().filter(key -> key.startsWith(prefix)).forEach(keys);
    }

    @Override
    public void eachFolder(String prefix, Consumer<String> names) {
        TreeSet<String> folders = new TreeSet<>();
        eachKey(prefix, key -> {
            String rest = key.substring(prefix.length());
            if (rest.contains("/")) {
                folders.add(rest.substring(0, rest.indexOf('/')));
            }
        });
        folders.forEach(names);
    }

    @Override
    public void delete(String key) {
        requireHere();
        objects.remove(key);
    }

    private void requireHere() {
        if (away) {
            throw new StoreAway("the store is away", null);
        }
    }
}
