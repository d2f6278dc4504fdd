package dev.driftline.trainer.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.training.TrainingStatus;
import dev.driftline.contracts.wire.InvalidValue;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.window.Lanes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class TrainingApiTest {
    private final Lanes lanes = new Lanes("examples", () -> 0, 1_000);
    private final TrainingApi api = new TrainingApi(lanes);

    @Test
    void everyDomainHasAStatus() {
        lanes.told(Samples.byCount("weather", 4));
        lanes.told(Samples.byCount("tides", 4));
        assertThat(api.all()).extracting(one -> one.domain().value()).containsExactly("tides", "weather");
        assertThat(api.one("weather").phase()).isEqualTo(TrainingStatus.Phase.UNASSIGNED);
    }

    @Test
    void settingsAreCheckedAgainstTheBaseOnceItIsLoaded() {
        SettingsCheck check = new SettingsCheck();
        SettingsApi settings = new SettingsApi(check);
        MethodSettings lora = MethodSettings.defaults(AdapterMethod.LORA);
        assertThatThrownBy(() -> settings.check(body(lora))).isInstanceOf(BaseLoading.class);
        check.open(one -> InvalidValue.unless(one.method() != AdapterMethod.LORA, "method", "does not fit"));
        assertThatThrownBy(() -> settings.check(body(lora)))
                .isInstanceOf(InvalidValue.class)
                .hasMessage("method: does not fit");
        settings.check(body(MethodSettings.defaults(AdapterMethod.EDORA)));
        assertThat(new Problems().loading(new BaseLoading()).getStatus()).isEqualTo(503);
    }

    private static InputStream body(MethodSettings settings) {
        return new ByteArrayInputStream(Json.bytes(settings));
    }

    @Test
    void whatIsNotThereAndWhatCannotBeAreToldApart() {
        assertThatThrownBy(() -> api.one("weather")).isInstanceOf(UnknownDomain.class);
        assertThatThrownBy(() -> api.one("../weather")).isInstanceOf(InvalidValue.class);
        assertThat(new Problems().unknown(new UnknownDomain("weather")).getStatus())
                .isEqualTo(404);
        assertThat(new Problems().invalid(new InvalidValue("domain", "no")).getEntity())
                .isEqualTo(new Problem("Invalid value", 400, "no", "domain"));
    }
}
