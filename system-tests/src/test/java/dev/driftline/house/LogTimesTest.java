package dev.driftline.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of several logs are read beside each other: all tell the time alike, in UTC and to the millisecond. */
class LogTimesTest {
    private static final String TIME = "yyyy-MM-dd'T'HH:mm:ss.SSSXXX";

    @ParameterizedTest
    @ValueSource(strings = {"registry", "ingest", "trainer", "serving"})
    void everyServiceTellsTheTimeAlike(String service) {
        assertThat(text(service + "-service/src/main/resources/application.properties"))
                .contains("quarkus.log.console.format=%z{UTC}%d{" + TIME + "} ");
    }

    @Test
    void soDoesServingWhereItTracesAndTheLauncher() {
        assertThat(text("serving-service/src/main/java/dev/driftline/serving/trace/TraceSettings.java"))
                .contains("\"%z{UTC}%d{" + TIME + "} ");
        assertThat(text("cli/src/main/resources/logback.xml")).contains("%d{" + TIME + ", UTC} ");
    }

    private static String text(String file) {
        return Tree.text(Tree.ROOT.resolve(file));
    }
}
