package dev.driftline.contracts.training;

import dev.driftline.contracts.domain.DomainName;
import org.jspecify.annotations.Nullable;

/**
 * A domain's learning at this moment.
 *
 * @param waiting accepted examples read and not yet in a version
 * @param position up to which the domain has consumed its partition
 * @param logEnd the partition's end as last seen; null before the partition is assigned
 * @param why in words, what it waits for or why it does not learn
 */
public record TrainingStatus(
        DomainName domain,
        Phase phase,
        int waiting,
        long position,
        @Nullable Long logEnd,
        String why) {
    /** What the trainer does with the domain. */
    public enum Phase {
        UNASSIGNED,
        IDLE,
        COLLECTING,
        TRAINING,
        PAUSED,
        STOPPED
    }
}
