package dev.driftline.trainer.window;

import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.training.TrainingStatus.Phase;
import org.jspecify.annotations.Nullable;

/** Says of a lane, in plain words, what it waits for or why it does not learn. */
record StatusWords(Lane lane, @Nullable Reach reach, String topic, long nowNanos) {
    TrainingStatus status() {
        DomainState state = lane.state();
        return new TrainingStatus(
                state.domain(),
                phase(),
                lane.waiting().size(),
                state.position(),
                reach == null ? null : Long.valueOf(reach.logEnd()),
                why());
    }

    private Phase phase() {
        if (!lane.running()) {
            return Phase.STOPPED;
        }
        if (reach == null) {
            return Phase.UNASSIGNED;
        }
        if (lane.trouble() != null) {
            return Phase.PAUSED;
        }
        if (lane.activity() != null) {
            return Phase.TRAINING;
        }
        return lane.waiting().isEmpty() && !lane.unread() ? Phase.IDLE : Phase.COLLECTING;
    }

    private String why() {
        DomainState state = lane.state();
        if (state.stopped() != null) {
            return "stopped: " + state.stopped() + "; `driftline domain continue " + state.domain() + "` goes on";
        }
        if (reach == null) {
            return state.place().topic().equals(topic)
                    ? "partition " + state.place().partition() + " of " + topic + " is not assigned to this trainer"
                    : "the domain lives in topic " + state.place().topic() + ", this trainer reads " + topic;
        }
        String trouble = lane.trouble();
        if (trouble != null) {
            return trouble;
        }
        String activity = lane.activity();
        if (activity != null) {
            return activity;
        }
        if (!lane.opened()) {
            return "waits for its turn to be opened";
        }
        if (lane.unread()) {
            return "a backlog is read by offset, from " + lane.unreadFrom();
        }
        if (lane.waiting().isEmpty()) {
            int duplicates = lane.trailingDuplicates();
            return "no new example since offset " + state.position()
                    + (duplicates == 0 ? "" : ": duplicates behind it: " + duplicates);
        }
        return switch (lane.cut(nowNanos, reach.caughtUp())) {
            case Cut.Due due -> "a window of " + due.examples() + " examples is due and waits for its turn";
            case Cut.GiveUp up -> up.examples() + " examples without one to train on are given up";
            case Cut.Wait wait -> wait.why();
        };
    }
}
