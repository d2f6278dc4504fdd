package dev.driftline.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.cli.line.FakeLine;
import dev.driftline.cli.line.Labelled;
import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.ledger.CreateRequest;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.version.Manifest;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class VersionRowTest {
    private static final DomainName DOMAIN = new DomainName("support");

    @Test
    void theColumnsStandUnderTheirHeadings() {
        String row = VersionRow.of(DOMAIN, 21, manifest(), "yes", List.of(1.0, 2.0, 4.5));
        assertThat(row)
                .isEqualTo(
                        "support        21   0..19       19+0    0.500   1/1      @1        yes        2.0 s (max 4.5)");
        String header = VersionRow.HEADER.substring("    time  ".length());
        assertThat(row.indexOf("0..19")).isEqualTo(header.indexOf("window"));
        assertThat(row.indexOf("19+0")).isEqualTo(header.indexOf("step"));
        assertThat(row.indexOf("1/1")).isEqualTo(header.indexOf("exam"));
        assertThat(row.indexOf("@1")).isEqualTo(header.indexOf("version"));
        assertThat(row.indexOf("yes")).isEqualTo(header.indexOf("promoted"));
        assertThat(row.indexOf("2.0 s")).isEqualTo(header.indexOf("served"));
    }

    @Test
    void aVersionThatIsNotServedHasNoFreshness() {
        assertThat(VersionRow.of(DOMAIN, 21, manifest(), "held", List.of())).endsWith("held");
    }

    private static Manifest manifest() {
        FakeLine line = new FakeLine(20, (text, learned) -> "a");
        line.create(new CreateRequest(DOMAIN, List.of("a", "b"), null, null, null));
        line.send(DOMAIN, Collections.nCopies(20, new Labelled("x", "a")), 0);
        return ((LedgerEvent.VersionAdded) line.ledger(DOMAIN, 2).getFirst().event()).manifest();
    }
}
