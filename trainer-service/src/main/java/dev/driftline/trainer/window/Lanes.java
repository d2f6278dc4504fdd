package dev.driftline.trainer.window;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.training.TrainingStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All domains of this trainer, between the reader's thread, which adds, and the training thread, which takes fairly in
 * turn. The reader never waits for training: what does not fit is an interval to be read again.
 */
public final class Lanes {
    private final String topic;
    private final LongSupplier nanos;
    private final TextBudget texts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeMap<DomainName, Lane> lanes = new TreeMap<>();
    private final Map<Integer, Reach> reaches = new HashMap<>();
    private @Nullable DomainName lastServed;
    private boolean woken;

    /**
     * @param topic whose partitions the trainer reads
     * @param nanos a monotonic clock
     * @param mostTextBytes that all lanes together hold of texts
     */
    public Lanes(String topic, LongSupplier nanos, long mostTextBytes) {
        this.topic = topic;
        this.nanos = nanos;
        this.texts = new TextBudget(mostTextBytes);
    }

    // ---- the reader's side

    /** A partition is ours: it was wanted from {@code wanted} and is read from {@code start}; it ended at {@code end}. */
    public void assign(int partition, long wanted, long start, long end) {
        locked(() -> {
            reaches.put(partition, new Reach(wanted, start, end));
            of(partition).forEach(Lane::begin);
        });
    }

    public void revoke(int partition) {
        locked(() -> {
            reaches.remove(partition);
            of(partition).forEach(Lane::begin);
        });
    }

    /** A domain's state as somebody told it; an older one changes nothing. */
    public void told(DomainState state) {
        locked(() -> {
            Lane lane = lanes.get(state.domain());
            if (lane == null) {
                lanes.put(state.domain(), new Lane(state, texts));
            } else {
                lane.move(state);
            }
        });
    }

    /** The reader has judged every record of {@code partition} below {@code next}; these are the domains' own. */
    public void take(int partition, List<Arrival> arrivals, long next) {
        locked(() -> {
            Reach reach = reaches.get(partition);
            if (reach == null) {
                return;
            }
            long now = nanos.getAsLong();
            for (Arrival arrival : arrivals) {
                Lane lane = lanes.get(arrival.domain());
                if (lane != null && livesIn(lane, partition)) {
                    lane.take(arrival, now);
                }
            }
            reach.readTo(next);
        });
    }

    /** What lies below is in an entry, a duplicate, or was rejected; empty for a partition that is not ours. */
    public OptionalLong doneBelow(int partition) {
        return under(() -> {
            Reach reach = reaches.get(partition);
            if (reach == null) {
                return OptionalLong.empty();
            }
            long bound = reach.next();
            for (Lane lane : of(partition)) {
                bound = Math.min(bound, lane.doneBelow(bound));
            }
            return OptionalLong.of(bound);
        });
    }

    /** The assigned partitions. */
    public List<Integer> partitions() {
        return under(() -> reaches.keySet().stream().sorted().toList());
    }

    /** Positions of the domains that live in a partition. */
    public List<Long> positions(int partition) {
        return under(() ->
                of(partition).stream().map(lane -> lane.state().position()).toList());
    }

    public void endsAt(int partition, long logEnd) {
        locked(() -> {
            Reach reach = reaches.get(partition);
            if (reach != null) {
                reach.endsAt(logEnd);
            }
        });
    }

    /** How many offsets of the assigned partitions are not read yet. */
    public long lag() {
        return under(() -> reaches.values().stream()
                .mapToLong(reach -> reach.logEnd() - reach.next())
                .sum());
    }

    // ---- the training thread's side

    /** The next task, fairly in turn; empty when there was none for {@code most}. */
    public Optional<Task> await(Duration most) throws InterruptedException {
        long deadline = nanos.getAsLong() + most.toNanos();
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = nanos.getAsLong();
                Turn turn = new Turn(now, deadline);
                Task task = turn.look(inTurn());
                if (task != null) {
                    lastServed = task.domain();
                    return Optional.of(task);
                }
                if (woken || deadline - now <= 0) {
                    return Optional.empty();
                }
                changed.await(Math.max(turn.wakeNanos - now, 1), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Windows of other domains that are due too and may share a step, at most so many. Whose turn is next stays as it is: else who is not
     * taken here would be passed over, round after round.
     */
    public List<Window> dueBeside(DomainName served, int most, Predicate<Window> mayShare) {
        return under(() -> {
            List<Window> due = new ArrayList<>();
            long now = nanos.getAsLong();
            for (Lane lane : inTurn()) {
                if (due.size() < most
                        && !lane.state().domain().equals(served)
                        && new Turn(now, now).due(lane) instanceof Task.Learn(Window window)
                        && mayShare.test(window)) {
                    due.add(window);
                }
            }
            return due;
        });
    }

    /** Ends a wait for a task, as one that found none. */
    public void wake() {
        locked(() -> woken = true);
    }

    /** One look over all lanes: the first task, or when to look again. */
    private final class Turn {
        private final long now;
        private long wakeNanos;

        private Turn(long now, long deadline) {
            this.now = now;
            this.wakeNanos = deadline;
        }

        private @Nullable Task look(List<Lane> order) {
            for (Lane lane : order) {
                Task task = task(lane);
                if (task != null) {
                    return task;
                }
            }
            return null;
        }

        private @Nullable Task task(Lane lane) {
            Reach reach = reaches.get(lane.state().place().partition());
            return reach == null || !livesHere(lane) || !lane.running() ? null : task(lane, reach);
        }

        /** A window, if one is due; nothing is begun where another task is. */
        private @Nullable Task due(Lane lane) {
            return lane.opened() && !lane.unread() ? task(lane) : null;
        }

        private @Nullable Task task(Lane lane, Reach reach) {
            if (lane.trouble() != null && lane.retryNanos() - now > 0) {
                wake(lane.retryNanos());
                return null;
            }
            if (!lane.opened()) {
                return new Task.Open(lane.state());
            }
            return switch (lane.cut(now, reach.caughtUp())) {
                case Cut.Due due -> new Task.Learn(Window.due(lane.state(), lane.waiting(), due));
                case Cut.GiveUp up -> new Task.Learn(Window.givenUp(lane.state(), lane.waiting(), up));
                case Cut.Wait wait -> {
                    if (lane.unread()) {
                        lane.beginRefill(reach.next());
                        yield new Task.Refill(lane.state(), lane.unreadFrom(), reach.next(), Math.max(lane.room(), 1));
                    }
                    if (wait.untilNanos() != Long.MAX_VALUE) {
                        wake(wait.untilNanos());
                    }
                    yield null;
                }
            };
        }

        private void wake(long atNanos) {
            wakeNanos = atNanos - wakeNanos < 0 ? atNanos : wakeNanos;
        }
    }

    /** The domain may be served: its newest state is known and its log is the right one. */
    public void opened(DomainState state) {
        with(state.domain(), lane -> {
            lane.move(state);
            lane.open();
        });
    }

    /** All domains are to be looked at again before they learn. */
    public void reopen() {
        locked(() -> lanes.values().forEach(Lane::reopen));
    }

    /** What the domain has not learned begins at its position again. */
    public void readAgain(DomainName domain) {
        with(domain, lane -> lane.readAgain(lane.state().position()));
    }

    /** A refill ended at {@code upTo}; ignored when the domain has moved since. */
    public void refilled(Task.Refill task, List<Arrival> arrivals, long upTo) {
        with(task.domain(), lane -> {
            Reach reach = reaches.get(task.state().place().partition());
            if (reach != null && lane.unreadFrom() == task.from() && sameLog(lane.state(), task.state())) {
                lane.refill(arrivals, upTo, reach.next(), nanos.getAsLong());
            }
        });
    }

    /** Serves the domain no more for {@code pause}, and says why. */
    public void pause(DomainName domain, String why, Duration pause) {
        with(domain, lane -> lane.pause(why, nanos.getAsLong() + pause.toNanos()));
    }

    /** What the training thread does for the domain, for the status; null: nothing now. */
    public void activity(DomainName domain, @Nullable String words) {
        with(domain, lane -> lane.activity(words));
    }

    /** The lowest offset that the domain still needs in its log. */
    public OptionalLong needsFrom(DomainName domain) {
        return under(() -> {
            Lane lane = lanes.get(domain);
            Reach reach = lane == null ? null : reaches.get(lane.state().place().partition());
            if (lane == null || reach == null) {
                return OptionalLong.empty();
            }
            long known = Math.max(lane.state().position(), reach.knownFrom());
            return OptionalLong.of(lane.doneBelow(known));
        });
    }

    // ---- everybody's

    public boolean isAssigned() {
        return under(() -> !reaches.isEmpty());
    }

    public List<TrainingStatus> status() {
        return under(() -> lanes.values().stream().map(this::status).toList());
    }

    public Optional<TrainingStatus> status(DomainName domain) {
        return under(() -> Optional.ofNullable(lanes.get(domain)).map(this::status));
    }

    private TrainingStatus status(Lane lane) {
        Reach reach = livesHere(lane) ? reaches.get(lane.state().place().partition()) : null;
        return new StatusWords(lane, reach, topic, nanos.getAsLong()).status();
    }

    private boolean livesHere(Lane lane) {
        return lane.state().place().topic().equals(topic);
    }

    private boolean livesIn(Lane lane, int partition) {
        return livesHere(lane) && lane.state().place().partition() == partition;
    }

    private List<Lane> of(int partition) {
        return lanes.values().stream().filter(lane -> livesIn(lane, partition)).toList();
    }

    private List<Lane> inTurn() {
        if (lastServed == null) {
            return List.copyOf(lanes.values());
        }
        List<Lane> order = new ArrayList<>(lanes.tailMap(lastServed, false).values());
        order.addAll(lanes.headMap(lastServed, true).values());
        return order;
    }

    private static boolean sameLog(DomainState a, DomainState b) {
        Place place = a.place();
        return a.ledgerId().equals(b.ledgerId()) && a.logGeneration() == b.logGeneration() && place.equals(b.place());
    }

    private void with(DomainName domain, Consumer<Lane> change) {
        locked(() -> {
            Lane lane = lanes.get(domain);
            if (lane != null) {
                change.accept(lane);
            }
        });
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T under(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
