package dev.driftline.serving.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.example.Passage;
import dev.driftline.contracts.prediction.Capture;
import dev.driftline.contracts.prediction.Prediction;
import dev.driftline.contracts.prediction.PredictionId;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.serving.capture.Captures.Found;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapturesResourceTest {
    private static final PredictionId ID = PredictionId.parse("0-1769860800000-0000000000000001");
    private static final Capture SECOND = new Capture(
            Capture.FORMAT,
            ID,
            1,
            2,
            new DomainName("spam"),
            Passage.of("you have won"),
            new Prediction.Result("spam", List.of(new Prediction.Score("spam", 0.9))),
            7,
            Digest.of(new byte[] {7}),
            70);

    private static Response ask(String id, Found found) {
        return new CapturesResource((_, _) -> found).captured(id);
    }

    private static String detail(Response response) {
        return ((Problem) response.getEntity()).detail();
    }

    @Test
    void whatWasCapturedIsToldByIdAndIndex() {
        Captures captures = (id, index) ->
                id.equals(ID) && index == 1 ? new Found.Here(SECOND) : new Found.Gone("it was not captured");
        CapturesResource door = new CapturesResource(captures);
        assertThat(door.captured(ID + ".1").getEntity()).isEqualTo(SECOND);
        assertThat(door.captured(ID.toString()).getStatus()).isEqualTo(404); // the first text
    }

    @Test
    void whatIsNotThereIsToldApartFromWhatMayComeYet() {
        Response gone = ask(ID + ".0", new Found.Gone("capture is off"));
        assertThat(gone.getStatus()).isEqualTo(404);
        assertThat(detail(gone)).isEqualTo("capture is off");
        Response away = ask(ID + ".0", new Found.Away("the broker does not answer"));
        assertThat(away.getStatus()).isEqualTo(503);
        assertThat(away.getHeaderString(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
    }

    @Test
    void anIdThatIsNoneIsRefusedByName() {
        for (String id : List.of("7", ID + ".x", ID + ".-1", "0-17-1")) {
            Response refused = ask(id, new Found.Here(SECOND));
            assertThat(refused.getStatus()).as(id).isEqualTo(400);
            assertThat(((Problem) refused.getEntity()).field()).isEqualTo("id");
        }
    }
}
