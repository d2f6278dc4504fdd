package dev.driftline.trainer.stream;

import dev.driftline.contracts.domain.Place;
import dev.driftline.trainer.window.Arrival;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a domain's backlog by offset: what did not fit, and what lay there while the domain was stopped. Rejects in it
 * were told when the channel read them. Used by the training thread alone.
 */
public final class Backlog {
    private final Log log;
    private final Domains domains;
    private final Lanes lanes;
    private @Nullable Read read;

    /** How far a refill came, and the ids below. */
    private record Read(Place place, int generation, long upTo, IdIndex ids) {}

    Backlog(Log log, Domains domains, Lanes lanes) {
        this.log = log;
        this.domains = domains;
        this.lanes = lanes;
    }

    /** Reads as much as the lane has room for. */
    public void refill(Task.Refill task) {
        String topic = task.state().place().topic();
        int partition = task.state().place().partition();
        IdIndex ids = idsBefore(task);
        List<Arrival> arrivals = new ArrayList<>();
        long[] upTo = {task.to()};
        log.scan(topic, partition, task.from(), task.to(), record -> {
            Arrival arrival = Judge.decide(Judge.sight(record, ids), domains).arrival();
            if (arrival != null && arrival.domain().equals(task.domain())) {
                arrivals.add(arrival);
            }
            boolean room = arrivals.size() < task.room();
            if (!room) {
                upTo[0] = record.offset() + 1;
            }
            return room;
        });
        read = new Read(task.state().place(), task.state().logGeneration(), upTo[0], ids);
        lanes.refilled(task, arrivals, upTo[0]);
    }

    /** A refill that goes on where the last one ended has its index. */
    private IdIndex idsBefore(Task.Refill task) {
        Place place = task.state().place();
        Read last = read;
        read = null;
        return last != null
                        && last.place().equals(place)
                        && last.generation() == task.state().logGeneration()
                        && last.upTo() == task.from()
                ? last.ids()
                : Intake.idsBefore(log, place.topic(), place.partition(), task.from());
    }
}
