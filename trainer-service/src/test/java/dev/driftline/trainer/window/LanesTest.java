package dev.driftline.trainer.window;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Fold;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.training.TrainingStatus.Phase;
import dev.driftline.contracts.window.Exclusion;
import dev.driftline.contracts.window.Interval;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Topics;
import dev.driftline.trainer.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LanesTest {
    private final AtomicLong clock = new AtomicLong();
    private final Lanes lanes = new Lanes(Topics.EXAMPLES, clock::get, 1_000_000);

    @Test
    void domainsAreServedInTurn() throws InterruptedException {
        for (String name : List.of("a", "b", "c")) {
            lanes.told(Samples.byCount(name, 2));
        }
        lanes.assign(0, 0, 0, 0);
        openAll();
        lanes.take(0, arrivals("a", 0, 6), 6);
        lanes.take(0, arrivals("c", 6, 6), 12);

        List<String> served = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Window window = learn();
            served.add(window.state().domain().value());
            lanes.told(consumed(window));
        }
        assertThat(served).containsExactly("a", "c", "a", "c");
    }

    @Test
    void windowsHaveNoGapAndNoOverlap() throws InterruptedException {
        DomainState state = Samples.domain("a", 0, 5, 3, null);
        lanes.told(state);
        lanes.assign(0, 5, 5, 5);
        openAll();
        lanes.take(
                0,
                List.of(Arrival.accepted(name("a"), 4, 0, false, Instant.EPOCH, Passage.of("below the position"))),
                5);
        for (int i = 0; i < 10; i++) {
            lanes.take(
                    0,
                    List.of(Arrival.accepted(name("a"), 5 + 4L * i, 0, false, Instant.EPOCH, Passage.of("t"))),
                    6 + 4L * i);
        }
        long from = 5;
        for (int i = 0; i < 3; i++) {
            Window window = learn();
            assertThat(window.interval().from()).isEqualTo(from);
            assertThat(window.examples()).hasSize(3);
            from = window.examples().getLast().offset() + 1;
            assertThat(window.interval().to()).isEqualTo(from);
            lanes.told(consumed(window));
        }
    }

    /** The policy says 8 and the state 3: the newest version was validated on those. */
    @Test
    void theWindowThatTheStateNamesIsCutJustSoAndWaitsForTheNextByThePolicy() throws InterruptedException {
        ObjectNode tree = (ObjectNode) Json.tree("state", Json.bytes(Samples.ahead("a", 8, null)));
        Interval named = new Interval(Samples.TOPIC_ID, 0, 0, 3);
        tree.set("nextWindow", Json.tree("nextWindow", Json.bytes(named)));
        lanes.told(Json.convert(tree, DomainState.class));
        lanes.assign(0, 0, 0, 0);
        openAll();
        lanes.take(0, arrivals("a", 0, 10), 10);
        assertThat(lanes.await(Duration.ZERO)).isEmpty();
        assertThat(status("a").why()).isEqualTo("a window is complete and waits for 1 more example to be validated on");
        lanes.take(0, arrivals("a", 10, 1), 11);
        Window window = learn();
        assertThat(window.interval()).isEqualTo(named);
        assertThat(window.nextInterval()).isEqualTo(new Interval(Samples.TOPIC_ID, 0, 3, 11));
    }

    @Test
    void aBacklogPastTheBufferIsAnIntervalThatIsReadAgain() throws InterruptedException {
        lanes.told(Samples.byCount("a", 1_000));
        lanes.assign(0, 0, 0, 0);
        openAll();
        lanes.take(0, arrivals("a", 0, 5_000), 5_000);
        assertThat(status("a").waiting()).isEqualTo(2_048);
        assertThat(lanes.doneBelow(0)).hasValue(0);

        lanes.told(consumed(learn()));
        lanes.told(consumed(learn()));
        Task task = lanes.await(Duration.ZERO).orElseThrow();
        assertThat(task).isInstanceOfSatisfying(Task.Refill.class, refill -> {
            assertThat(refill.from()).isEqualTo(2_048);
            assertThat(refill.to()).isEqualTo(5_000);
            assertThat(refill.room()).isEqualTo(2_048 - 48);
            lanes.refilled(refill, arrivals("a", 2_048, 2_000), 4_048);
        });
        assertThat(lanes.doneBelow(0)).hasValue(2_000);
        assertThat(learn().interval().to()).isEqualTo(3_000);
    }

    @Test
    void whatArrivesWhileABacklogIsReadJoinsItSoThatItEnds() throws InterruptedException {
        lanes.told(Samples.byCount("a", 1_000));
        lanes.assign(0, 0, 0, 0);
        openAll();
        lanes.take(0, arrivals("a", 0, 3_000), 3_000);
        lanes.told(consumed(learn()));
        lanes.told(consumed(learn()));
        Task.Refill refill = (Task.Refill) lanes.await(Duration.ZERO).orElseThrow();
        lanes.take(0, arrivals("a", 3_000, 5), 3_005);
        lanes.refilled(refill, arrivals("a", 2_048, 952), 3_000);
        assertThat(status("a").waiting()).isEqualTo(1_005);
        Window next = learn();
        assertThat(next.interval().to()).isEqualTo(3_000);
        lanes.told(consumed(next));
        lanes.take(0, arrivals("a", 3_005, 995), 4_000);
        assertThat(learn().examples()).hasSize(1_000);
    }

    @Test
    void textsPastTheirBudgetAreDroppedAndTheExamplesStay() throws InterruptedException {
        Lanes narrow = new Lanes(Topics.EXAMPLES, clock::get, 20);
        narrow.told(Samples.byCount("a", 5));
        narrow.assign(0, 0, 0, 0);
        narrow.opened(Samples.byCount("a", 5));
        narrow.take(0, arrivals("a", 0, 5), 5);
        assertThat(narrow.status().getFirst().waiting()).isEqualTo(5);
        Window window = ((Task.Learn) narrow.await(Duration.ZERO).orElseThrow()).window();
        assertThat(window.examples())
                .extracting(Waiting::passage)
                .contains(new Passage("a te", "xt"))
                .containsNull();
    }

    @Test
    void aStoppedDomainHoldsNothingBackAndAContinuedOneIsReadFromItsPosition() throws InterruptedException {
        DomainState running = Samples.byCount("a", 10);
        lanes.told(running);
        lanes.assign(0, 0, 0, 0);
        lanes.take(0, arrivals("a", 0, 3), 3);
        assertThat(lanes.doneBelow(0)).hasValue(0);

        DomainState stopped = Fold.next(running, new LedgerEvent.Stopped("a test"));
        lanes.told(stopped);
        lanes.take(0, arrivals("a", 3, 3), 6);
        assertThat(lanes.doneBelow(0)).hasValue(6);
        assertThat(status("a").phase()).isEqualTo(Phase.STOPPED);
        assertThat(status("a").why()).contains("a test").contains("domain continue a");

        DomainState continued = Fold.next(stopped, new LedgerEvent.Continued(running.place(), false, 0));
        lanes.told(continued);
        assertThat(lanes.doneBelow(0)).hasValue(0);
        lanes.opened(continued);
        assertThat(lanes.await(Duration.ZERO).orElseThrow()).isEqualTo(new Task.Refill(continued, 0, 6, 2_048));
    }

    @Test
    void anOlderStateChangesNothing() {
        DomainState first = Samples.byCount("a", 10);
        DomainState stopped = Fold.next(first, new LedgerEvent.Stopped("a test"));
        lanes.told(stopped);
        lanes.told(first);
        assertThat(status("a").phase()).isEqualTo(Phase.STOPPED);
    }

    @Test
    void theStatusSaysWhyNothingIsLearned() throws InterruptedException {
        lanes.told(Samples.domain("a", 0, 0, 12, Duration.ofSeconds(2)));
        assertThat(status("a").why()).contains("partition 0 of examples is not assigned");
        lanes.assign(0, 0, 0, 0);
        openAll();
        assertThat(status("a").phase()).isEqualTo(Phase.IDLE);
        lanes.take(0, arrivals("a", 0, 2), 2);
        clock.set(700_000_000);
        assertThat(status("a").phase()).isEqualTo(Phase.COLLECTING);
        assertThat(status("a").why()).isEqualTo("waiting for 10 more examples or 1.3 s");
        lanes.pause(name("a"), "registry at http://there does not answer: refused", Duration.ofSeconds(9));
        assertThat(status("a").phase()).isEqualTo(Phase.PAUSED);
        assertThat(status("a").why()).isEqualTo("registry at http://there does not answer: refused");
        assertThat(lanes.await(Duration.ZERO)).isEmpty();
        clock.addAndGet(10_000_000_000L);
        assertThat(lanes.await(Duration.ZERO).orElseThrow()).isInstanceOf(Task.Open.class);
    }

    private void openAll() throws InterruptedException {
        while (lanes.await(Duration.ZERO).orElse(null) instanceof Task.Open open) {
            lanes.opened(open.state());
        }
    }

    private Window learn() throws InterruptedException {
        return ((Task.Learn) lanes.await(Duration.ZERO).orElseThrow()).window();
    }

    private TrainingStatus status(String domain) {
        return lanes.status(name(domain)).orElseThrow();
    }

    private static DomainState consumed(Window window) {
        return Fold.next(window.state(), new LedgerEvent.Withheld(new Exclusion(window.interval(), "a test"), null));
    }

    private static List<Arrival> arrivals(String domain, long from, int count) {
        List<Arrival> all = new ArrayList<>();
        for (long offset = from; offset < from + count; offset++) {
            all.add(Arrival.accepted(name(domain), offset, 0, false, Instant.EPOCH, new Passage("a te", "xt")));
        }
        return all;
    }

    private static DomainName name(String domain) {
        return new DomainName(domain);
    }
}
