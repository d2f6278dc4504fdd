package dev.driftline.trainer.stream;

import dev.driftline.trainer.window.Arrival;
import dev.driftline.trainer.window.Lanes;
import dev.driftline.trainer.window.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a domain's backlog by offset: what did not fit, and what lay there while the domain was stopped. Rejects in it
 * were told when the channel read them.
 */
public final class Backlog {
    private final Log log;
    private final Domains domains;
    private final Lanes lanes;

    Backlog(Log log, Domains domains, Lanes lanes) {
        this.log = log;
        this.domains = domains;
        this.lanes = lanes;
    }

    /** Reads as much as the lane has room for. */
    public void refill(Task.Refill task) {
        String topic = task.state().place().topic();
        int partition = task.state().place().partition();
        IdIndex ids = Intake.idsBefore(log, topic, partition, task.from());
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
        lanes.refilled(task, arrivals, upTo[0]);
    }
}
