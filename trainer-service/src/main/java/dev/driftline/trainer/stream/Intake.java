package dev.driftline.trainer.stream;

import dev.driftline.contracts.example.Reading;
import dev.driftline.trainer.window.Arrival;
import dev.driftline.trainer.window.Lanes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the channel reads goes in here, once and in order: judged, then into its domain's lane or told as a reject. A
 * hole in what the channel brings is read by offset first, so nothing is skipped in silence.
 */
final class Intake {
    private static final Logger LOG = Logger.getLogger("trainer");

    private static final int STRETCH = 2_000;

    private final Log log;
    private final Domains domains;
    private final Rejects rejects;
    private final Lanes lanes;
    private final Patience patience;
    private final Tally tally;
    private final Map<Integer, Partition> partitions = new ConcurrentHashMap<>();

    Intake(Log log, Domains domains, Rejects rejects, Lanes lanes, Patience patience, Tally tally) {
        this.log = log;
        this.domains = domains;
        this.rejects = rejects;
        this.lanes = lanes;
        this.patience = patience;
        this.tally = tally;
    }

    /** One assigned partition; its fields belong to the thread that holds it. */
    private static final class Partition {
        private final String topic;
        private final int number;
        private long end;
        private long next;
        private long nextBefore;
        private @Nullable IdIndex ids;

        private Partition(String topic, int number, Beginning beginning) {
            this.topic = topic;
            this.number = number;
            begin(beginning);
        }

        private void begin(Beginning beginning) {
            next = beginning.start();
            end = beginning.end();
            nextBefore = -1;
            ids = null;
        }
    }

    /** A partition is ours and is read from {@code start}. */
    void assigned(String topic, int partition, Beginning beginning) {
        partitions.put(partition, new Partition(topic, partition, beginning));
        lanes.assign(partition, beginning.wanted(), beginning.start(), beginning.end());
    }

    void revoked(int partition) {
        partitions.remove(partition);
        lanes.revoke(partition);
    }

    /** Takes a batch of the channel; returns when every record in it has its place. */
    void receive(List<RawRecord> batch) {
        TreeMap<Integer, List<RawRecord>> byPartition = new TreeMap<>();
        batch.forEach(record -> byPartition
                .computeIfAbsent(record.partition(), number -> new ArrayList<>())
                .add(record));
        byPartition.forEach((number, records) -> {
            Partition partition = partitions.get(number);
            if (partition != null) {
                receive(partition, records);
            }
        });
    }

    private void receive(Partition partition, List<RawRecord> records) {
        synchronized (partition) {
            long first = records.getFirst().offset();
            if (first < partition.next) {
                beginAgain(partition, Math.min(first, doneBelow(partition)));
            }
            fillHole(partition, first);
            take(partition, records);
        }
    }

    private void take(Partition partition, List<RawRecord> records) {
        IdIndex ids = ids(partition);
        List<Judge.Sighted> sighted =
                records.stream().map(one -> Judge.sight(one, ids)).toList();
        List<Arrival> arrivals = settle(sighted);
        long next = records.getLast().offset() + 1;
        if (partitions.get(partition.number) == partition) {
            lanes.take(partition.number, arrivals, next);
        }
        partition.next = next;
    }

    /** The topic is another one: every partition is read from its first record. */
    void beginAnew() {
        for (Partition partition : partitions.values()) {
            synchronized (partition) {
                beginAgain(
                        partition, log.bounds(partition.topic, partition.number).start());
            }
        }
    }

    /** The log begins again below what was read: another log, or another turn of ours. All of it is read anew. */
    private void beginAgain(Partition partition, long first) {
        if (first != partition.next) {
            LOG.warnf("trainer.again partition=%d from=%d instead=%d", partition.number, first, partition.next);
        }
        patience.untilDone("begin again", () -> begin(partition, first, log.bounds(partition.topic, partition.number)));
    }

    private void begin(Partition partition, long wanted, Log.Bounds bounds) {
        Beginning beginning = new Beginning(wanted, Math.max(wanted, bounds.start()), bounds.end());
        partition.begin(beginning);
        if (partitions.get(partition.number) == partition) {
            lanes.assign(partition.number, wanted, beginning.start(), beginning.end());
        }
    }

    /** Below, nothing of the partition waits to be learned. */
    private long doneBelow(Partition partition) {
        return lanes.doneBelow(partition.number).orElse(partition.next);
    }

    /** Where the log's beginning has passed what was read, records are gone unread: their domains must hear of it. */
    private void noticeLoss(Partition partition) {
        Log.Bounds bounds = log.bounds(partition.topic, partition.number);
        if (bounds.start() > partition.next) {
            LOG.errorf("trainer.lost partition=%d from=%d to=%d", partition.number, partition.next, bounds.start() - 1);
            begin(partition, Math.min(partition.next, doneBelow(partition)), bounds);
        }
    }

    /** What waited when reading began may end in offsets without a record; nobody would ever bring them. */
    void passSilentEnds() {
        for (Partition partition : partitions.values()) {
            synchronized (partition) {
                if (partition.next < partition.end && partition.next == partition.nextBefore) {
                    noticeLoss(partition);
                    boolean[] silent = {true};
                    log.scan(partition.topic, partition.number, partition.next, partition.end, record -> {
                        silent[0] = false;
                        return false;
                    });
                    if (silent[0] && partitions.get(partition.number) == partition) {
                        partition.next = partition.end;
                        lanes.take(partition.number, List.of(), partition.end);
                    }
                }
                partition.nextBefore = partition.next;
            }
        }
    }

    /** A stretch at a time: a hole may be as long as the log. */
    private void fillHole(Partition partition, long until) {
        List<RawRecord> missed = new ArrayList<>();
        do {
            patience.untilDone("fill a hole", () -> {
                missed.clear();
                if (partition.next < until) {
                    noticeLoss(partition);
                    log.scan(partition.topic, partition.number, partition.next, until, record -> {
                        missed.add(record);
                        return missed.size() < STRETCH;
                    });
                }
            });
            if (!missed.isEmpty()) {
                take(partition, missed);
            }
        } while (!missed.isEmpty());
    }

    private IdIndex ids(Partition partition) {
        IdIndex known = partition.ids;
        if (known != null) {
            return known;
        }
        IdIndex[] built = new IdIndex[1];
        patience.untilDone(
                "index ids", () -> built[0] = idsBefore(log, partition.topic, partition.number, partition.next));
        partition.ids = built[0];
        return built[0];
    }

    /** The index as it stands before {@code offset}, read from the log. */
    static IdIndex idsBefore(Log log, String topic, int partition, long offset) {
        IdIndex ids = new IdIndex();
        log.scan(topic, partition, offset - IdIndex.REACH, offset, record -> {
            Judge.sight(record, ids);
            return true;
        });
        return ids;
    }

    /** Decides on every record; whatever looks unknown is decided after all that was told until now is known. */
    private List<Arrival> settle(List<Judge.Sighted> sighted) {
        List<Arrival> arrivals = new ArrayList<>();
        boolean caughtUp = false;
        for (Judge.Sighted one : sighted) {
            Judge.Verdict verdict = Judge.decide(one, domains);
            if (verdict.mayBeNews() && !caughtUp) {
                patience.untilDone("read domains", domains::catchUp);
                caughtUp = true;
                verdict = Judge.decide(one, domains);
            }
            Arrival arrival = verdict.arrival();
            Reading.Rejected rejected = verdict.rejected();
            if (arrival != null) {
                arrivals.add(arrival);
                tally.read(arrival);
            } else if (rejected != null) {
                reject(verdict.record(), rejected);
            }
        }
        return arrivals;
    }

    private void reject(RawRecord record, Reading.Rejected why) {
        patience.untilDone("tell a reject", () -> rejects.tell(record, why));
        tally.rejected(record, why);
    }
}
