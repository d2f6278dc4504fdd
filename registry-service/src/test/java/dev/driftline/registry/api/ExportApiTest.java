package dev.driftline.registry.api;

import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.domain.MethodSettings;
import dev.driftline.contracts.ledger.DomainState;
import dev.driftline.contracts.ledger.Offer;
import dev.driftline.contracts.version.Manifest;
import dev.driftline.contracts.wire.Digest;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.registry.export.StoredAdapter;
import dev.driftline.registry.ledger.Samples;
import dev.driftline.testkit.Settings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(FolderS3Resource.class)
class ExportApiTest {
    private static final Digest BASE = Digest.of(new byte[] {1});
    private static final MethodSettings SETTINGS = Settings.of(AdapterMethod.LORA)
            .with("rank", StoredAdapter.RANK)
            .with("alpha", StoredAdapter.ALPHA)
            .done();

    @Test
    void aVersionLeavesAsAZip() throws IOException {
        offer("leaving", StoredAdapter.of(AdapterMethod.LORA, BASE));
        byte[] zip = when().get("/v1/domains/leaving/versions/1/export")
                .then()
                .statusCode(200)
                .contentType("application/zip")
                .header("Content-Disposition", containsString("leaving-1-peft.zip"))
                .extract()
                .asByteArray();
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).contains("adapter_config.json", "adapter_model.safetensors", "model.py");
    }

    @Test
    void whatCannotLeaveIsAProblemThatSaysWhy() {
        offer("staying", "rubbish".getBytes(StandardCharsets.UTF_8));
        problem("staying/versions/1/export", 409).body("detail", containsString("staying@1 cannot be exported"));
        problem("staying/versions/1/export?as=dora", 409).body("detail", containsString("without magnitudes"));
        problem("staying/versions/1/export?format=merged", 400).body("field", equalTo("format"));
        problem("staying/versions/1/export?as=merged", 400).body("field", equalTo("as"));
        problem("staying/versions/2/export", 404).body("detail", containsString("staying has no version 2"));
        problem("nobody/versions/1/export", 404);
    }

    private static ValidatableResponse problem(String path, int status) {
        return when().get("/v1/domains/" + path).then().statusCode(status).contentType(Problem.MEDIA_TYPE);
    }

    private static void offer(String domain, byte[] adapter) {
        given().contentType("application/json")
                .body("{\"name\":\"" + domain + "\",\"labels\":[\"ham\",\"spam\",\"other\"],\"settings\":"
                        + Json.text(SETTINGS) + "}")
                .post("/v1/domains")
                .then()
                .statusCode(201);
        DomainState state = Json.read(when().get("/v1/domains/" + domain).asByteArray(), DomainState.class);
        Manifest manifest = Samples.manifest(state, Samples.FINE);
        put(adapter);
        put(Samples.state(1));
        ObjectNode offer = (ObjectNode) Json.tree(
                "offer", Json.bytes(new Offer(state.number(), "n", manifest, Samples.mark(manifest.learnedUpTo()))));
        offer.withObject("manifest").put("adapter", Digest.of(adapter).hex()).put("adapterBytes", adapter.length);
        given().contentType("application/json")
                .body(offer.toString())
                .post("/v1/domains/" + domain + "/versions")
                .then()
                .statusCode(201);
    }

    private static void put(byte[] bytes) {
        given().contentType("application/octet-stream").body(bytes).put("/v1/blobs/" + Digest.of(bytes));
    }
}
