package dev.driftline.cli.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.wire.Digest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FleetTest {
    private static final byte[] MODEL = {1, 2, 3, 4, 0, 0, 0, 0};

    @Test
    void everyDomainAndVersionHasADigestOfItsOwn() {
        try (Fleet fleet = new Fleet(MODEL, "127.0.0.1:1")) {
            Set<Digest> digests = new HashSet<>();
            for (DomainName domain : Fleet.names("fleet", 300)) {
                for (int version = 1; version <= 3; version++) {
                    digests.add(Digest.of(fleet.variation(domain, version)));
                }
            }
            assertThat(digests).hasSize(900);
        }
    }

    @Test
    void aVariationDiffersInItsLastNumberAlone() {
        try (Fleet fleet = new Fleet(MODEL, "127.0.0.1:1")) {
            byte[] own = fleet.variation(new DomainName("fleet-7"), 1);
            assertThat(Arrays.copyOf(own, 4)).isEqualTo(Arrays.copyOf(MODEL, 4));
            assertThat(own).hasSameSizeAs(MODEL).isNotEqualTo(MODEL);
        }
    }

    @Test
    void namesAreCounted() {
        assertThat(Fleet.names("fleet", 2)).isEqualTo(List.of(new DomainName("fleet-0"), new DomainName("fleet-1")));
    }
}
