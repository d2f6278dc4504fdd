package dev.driftline.serving.slots;

import dev.driftline.contracts.version.VersionRef;
import dev.driftline.serving.claim.Blobs;
import dev.driftline.serving.claim.Blobs.Fetched;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Loads versions that are not live like any other (digest, fit, a first answer), on the caller's thread, one at a time. */
final class GuestLoader {
    /** An adapter and its factors; factors that others pushed off the shelf meanwhile once more. */
    private static final int MOST_FETCHES = 3;

    private final Stager stager;
    private final Blobs blobs;
    private final FactorShelf factors;

    GuestLoader(Stager stager, Blobs blobs, FactorShelf factors) {
        this.stager = stager;
        this.blobs = blobs;
        this.factors = factors;
    }

    /** @param labels of its domain, in order; empty while they are not known */
    Guest load(VersionRef version, List<String> labels) {
        byte[] adapter = null;
        for (int fetches = 0; ; fetches++) {
            switch (stage(version, adapter, labels)) {
                case Staged.Ready ready -> {
                    return new Guest.Here(new Lease(new Live(version, ready.scorer(), () -> {})));
                }
                case Staged.Refused refused -> {
                    return new Guest.Refused(refused.why());
                }
                case Staged.Missing missing -> {
                    if (fetches == MOST_FETCHES) {
                        return new Guest.Away("factors of too many kinds are in use at once");
                    }
                    switch (blobs.fetch(missing.blob())) {
                        case Fetched.Blob blob
                        when missing.kind() == Staged.Kind.FACTORS -> factors.put(missing.blob(), blob.bytes());
                        case Fetched.Blob blob -> adapter = blob.bytes();
                        case Fetched.Corrupt corrupt -> {
                            return new Guest.Refused(corrupt.reason());
                        }
                        case Fetched.Away away -> {
                            return away.unknown() ? new Guest.Gone(away.reason()) : new Guest.Away(away.reason());
                        }
                    }
                }
            }
        }
    }

    private synchronized Staged stage(VersionRef version, byte @Nullable [] adapter, List<String> labels) {
        return stager.stage(version, adapter, labels, Optional.empty());
    }
}
