package dev.driftline.cli.command;

import dev.driftline.cli.up.LocalSystem;
import dev.driftline.cli.up.UpState;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.version.VersionRef;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A system at this moment.
 *
 * @param startedAt null when it was not started on this machine
 * @param troubles services that do not answer or are not ready, in words
 */
record StatusReport(
        @Nullable Instant startedAt, List<ProcessStatus> processes, List<DomainStatus> domains, List<String> troubles) {

    StatusReport {
        processes = List.copyOf(processes);
        domains = List.copyOf(domains);
        troubles = List.copyOf(troubles);
    }

    /**
     * One process of this machine.
     *
     * @param pid null while it is down
     * @param startMillis null before it was ready
     */
    record ProcessStatus(
            String name,
            @Nullable Long pid,
            int port,
            URI url,
            long residentBytes,
            @Nullable Long startMillis,
            int restarts) {
        static ProcessStatus of(UpState.Running one) {
            Long pid = one.pid();
            return new ProcessStatus(
                    one.name(),
                    pid,
                    one.port(),
                    URI.create("http://127.0.0.1:" + one.port()),
                    pid == null ? 0 : LocalSystem.residentBytes(pid),
                    one.startMillis(),
                    one.restarts());
        }
    }

    /**
     * One domain: what is live, how far it has learned, and what it waits for.
     *
     * @param logEnd the partition's end; null while the trainer does not know it
     * @param trunk the newest version; null before the first
     * @param champion the live version; null before the first
     * @param waiting examples read and not yet in a version; null when the trainer could not be asked
     * @param phase null when the trainer could not be asked
     * @param why what it waits for, or why nothing is being learned
     */
    record DomainStatus(
            DomainName domain,
            @Nullable Integer champion,
            @Nullable Integer trunk,
            boolean held,
            @Nullable String stopped,
            long position,
            @Nullable Long logEnd,
            @Nullable Integer waiting,
            TrainingStatus.@Nullable Phase phase,
            String why) {
        static DomainStatus of(DomainState state, @Nullable TrainingStatus training) {
            VersionRef champion = state.champion();
            String stopped = state.stopped();
            return new DomainStatus(
                    state.domain(),
                    champion == null ? null : champion.version(),
                    state.trunk() == null ? null : state.trunk().version(),
                    state.held(),
                    stopped,
                    state.position(),
                    training == null ? null : training.logEnd(),
                    training == null ? null : Integer.valueOf(training.waiting()),
                    training == null ? null : training.phase(),
                    why(stopped, training));
        }

        private static String why(@Nullable String stopped, @Nullable TrainingStatus training) {
            if (stopped != null) {
                return "stopped: " + stopped + " (./driftline domain continue goes on)";
            }
            return training == null ? "the trainer does not tell" : training.why();
        }
    }
}
