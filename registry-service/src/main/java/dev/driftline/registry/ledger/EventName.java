package dev.driftline.registry.ledger;

import dev.driftline.contracts.ledger.LedgerEvent;

/** What happened, in the wire's own word, as {@code version-added}. */
public final class EventName {
    private EventName() {}

    public static String of(LedgerEvent event) {
        return switch (event) {
            case LedgerEvent.Created ignored -> "created";
            case LedgerEvent.VersionAdded ignored -> "version-added";
            case LedgerEvent.Promoted ignored -> "promoted";
            case LedgerEvent.RolledBack ignored -> "rolled-back";
            case LedgerEvent.Released ignored -> "released";
            case LedgerEvent.Withheld ignored -> "withheld";
            case LedgerEvent.Stopped ignored -> "stopped";
            case LedgerEvent.Continued ignored -> "continued";
            case LedgerEvent.TrafficSet ignored -> "traffic-set";
        };
    }
}
