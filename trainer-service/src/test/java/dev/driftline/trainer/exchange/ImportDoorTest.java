package dev.driftline.trainer.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.adapter.Safetensors;
import dev.driftline.contracts.adapter.Safetensors.Floats;
import dev.driftline.contracts.domain.AdapterMethod;
import dev.driftline.contracts.ledger.LedgerEntry;
import dev.driftline.contracts.ledger.LedgerEvent;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.testkit.Settings;
import dev.driftline.trainer.Samples;
import dev.driftline.trainer.publish.FakeRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The import's door over HTTP, with a registry in memory and a tiny base behind it. */
@QuarkusTest
@TestProfile(ImportDoorTest.DoorAlone.class)
class ImportDoorTest {
    private static final String ZIP = "application/zip";
    private static final String CONFIG = "adapter_config.json";
    private static final String MODEL = "adapter_model.safetensors";
    private static final String LABELS = "labels.json";
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FakeRegistry registry;
    private final FakeDesk.Clock clock;
    private final ExchangeDesk desk;

    @TestHTTPResource
    @SuppressWarnings("NullAway.Init") // set before each test
    URI root;

    /** Without broker, base and training thread. */
    public static final class DoorAlone implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String stream = "dev.driftline.trainer.stream.";
            return Map.of(
                    "quarkus.http.test-port",
                    "0",
                    "mp.messaging.incoming.examples.enabled",
                    "false",
                    "quarkus.arc.exclude-types",
                    "dev.driftline.trainer.Trainer,dev.driftline.trainer.TrainerReadiness," + stream + "ExampleChannel,"
                            + stream + "Assignments");
        }
    }

    ImportDoorTest(FakeRegistry registry, FakeDesk.Clock clock, ExchangeDesk desk) {
        this.registry = registry;
        this.clock = clock;
        this.desk = desk;
    }

    @BeforeEach
    void openWithThreeDomains() {
        registry.ledgers.clear();
        registry.blobs.clear();
        registry.create(Samples.byCount("weather", 4));
        registry.create(Samples.of("wind", Settings.of(AdapterMethod.DORA).done()));
        registry.create(Samples.of(
                "tides", Settings.of(AdapterMethod.LORA).with("rank", 16).done()));
        desk.open(Saved.importing(registry, state -> {}));
    }

    @Test
    void aVersionToExportThatIsNoNumberIsNamed() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/domains/spam/versions/x/export?format=merged");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Json.read(answer.body(), Problem.class).detail())
                .isEqualTo("version: must be a version's number, as 7");
    }

    @Test
    void aParameterThatNobodyReadsIsRefused() throws Exception {
        HttpResponse<byte[]> answer = get("/v1/domains/spam/versions/1/export?fromat=merged");

        assertThat(Json.read(answer.body(), Problem.class))
                .isEqualTo(new Problem(
                        "Invalid value", 400, "fromat: is no parameter here: there is only format", "fromat"));
    }

    @Test
    void aGoodFolderBecomesAVersionAndTheAnswerIsItsEntry() throws Exception {
        HttpResponse<String> answer = send("weather", Saved.zip(Saved.files()));
        assertThat(answer.statusCode()).isEqualTo(201);
        LedgerEntry entry = Json.read(Saved.bytes(answer.body()), LedgerEntry.class);
        assertThat(entry)
                .isEqualTo(registry.newest(Samples.byCount("weather", 4).domain()));
        assertThat(entry.state().versions()).isEqualTo(1);
        assertThat(entry.event()).isInstanceOf(LedgerEvent.VersionAdded.class);
    }

    @Test
    void anAdapterOfAnotherBaseIsRefused() throws Exception {
        Map<String, byte[]> files = Saved.files();
        files.put(LABELS, Saved.folder(1, Saved.OTHER_BASE).labels().json());
        assertProblem(send("weather", Saved.zip(files)), 400, "base", "labels.json says the digest");
        byte[] good = Saved.zip(Saved.files());
        assertProblem(send("weather?base=/nowhere", good), 400, "base", "is not the absolute path of a directory");
        assertProblem(send("weather?base=/", good), 400, "base", "the directory named has the digest");
        files.put(LABELS, Saved.folder(1, null).labels().json());
        assertProblem(send("weather", Saved.zip(files)), 400, "base", "(--base)");
    }

    @Test
    void magnitudesMustBeThereExactlyWhereTheDomainHasThem() throws Exception {
        Map<String, byte[]> plain = Saved.files();
        assertProblem(send("wind", Saved.zip(plain)), 400, "use_dora", "import into a domain of method lora");
        Map<String, byte[]> dora = Saved.files();
        dora.put(CONFIG, Saved.bytes(Saved.CONFIG.replace("{", "{\"use_dora\":true,")));
        assertProblem(send("wind", Saved.zip(dora)), 400, MODEL, "missing: base_model.model.");
        dora.put(MODEL, Saved.model(AdapterMethod.DORA, 1));
        assertProblem(send("weather", Saved.zip(dora)), 400, "use_dora", "import into a domain of method dora");
        assertThat(send("wind", Saved.zip(dora)).statusCode()).isEqualTo(201);
        plain.put(MODEL, Saved.model(AdapterMethod.DORA, 1));
        assertProblem(send("weather", Saved.zip(plain)), 400, MODEL, "lora_magnitude_vector");
    }

    @Test
    void aTensorOfAnotherShapeIsNamed() throws Exception {
        Map<String, byte[]> files = Saved.files();
        String bias = "base_model.model.classifier.bias";
        files.put(MODEL, edited(one -> one.name().equals(bias) ? new Floats(bias, new float[2], 2) : one));
        assertProblem(send("weather", Saved.zip(files)), 400, bias, "3");
        files.put(
                MODEL,
                edited(one -> one.name().equals(bias) ? new Floats(bias, new float[] {Float.NaN, 0, 0}, 3) : one));
        assertProblem(send("weather", Saved.zip(files)), 400, bias, "is not finite");
    }

    @Test
    void anotherRankThanTheDomainsIsRefusedAndSoIsOneThatTheBaseLacks() throws Exception {
        Map<String, byte[]> files = Saved.files();
        files.put(CONFIG, Saved.bytes(Saved.CONFIG.replace("\"r\":8", "\"r\":4")));
        assertProblem(send("weather", Saved.zip(files)), 400, "r", "the domain's is 8");
        assertProblem(send("tides", Saved.zip(Saved.files())), 400, "rank", "is more than the base is wide");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nowhere | 404 | there is no domain nowhere
            UPPER   | 400 | domain
            a%00b   | 400 | domain
            """)
    void aDomainThatIsNotThereIsRefused(String name, int status, String detail) throws Exception {
        assertProblem(send(name, Saved.zip(Saved.files())), status, null, detail);
    }

    @Test
    void aStoppedDomainIsRefused() throws Exception {
        registry.write(Samples.byCount("weather", 4).domain(), "a trainer", new LedgerEvent.Stopped("a test"));
        assertProblem(send("weather", Saved.zip(Saved.files())), 409, null, "continue it first");
    }

    @Test
    void rubbishIsRefused() throws Exception {
        byte[] good = Saved.zip(Saved.files());
        for (byte[] body : List.of(new byte[0], Saved.bytes("no zip at all"), Arrays.copyOf(good, good.length / 4))) {
            assertThat(send("weather", body).statusCode()).isEqualTo(400);
        }
        Map<String, byte[]> files = Saved.files();
        files.put(MODEL, Saved.bytes("tensors"));
        assertThat(send("weather", Saved.zip(files)).statusCode()).isEqualTo(400);
        files.put(CONFIG, Saved.bytes("[1"));
        assertThat(send("weather", Saved.zip(files)).statusCode()).isEqualTo(400);
        files.remove(CONFIG);
        assertProblem(send("weather", Saved.zip(files)), 400, CONFIG, "is not in the zip");
        assertThat(send("weather", "application/json", BodyPublishers.ofByteArray(good))
                        .statusCode())
                .isEqualTo(415);
        assertThat(registry.blobs).isEmpty();
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
        byte[] body = new byte[Uploads.MOST_BYTES + 1];
        for (BodyPublisher told : List.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))) {
            assertProblem(send("weather", ZIP, told), 413, null, "larger than the " + Uploads.MOST_BYTES + " bytes");
        }
        Map<String, byte[]> bomb = Saved.files();
        bomb.put("filler", new byte[ZipFolder.MOST_BYTES]);
        assertProblem(send("weather", Saved.zip(bomb)), 413, null, "unpacks to more");
        assertThat(send("weather", new byte[40 << 20]).statusCode()).isEqualTo(413);
    }

    @Test
    void anotherImportsWhileOneIsStillBeingSent() throws Exception {
        byte[] zip = Saved.zip(Saved.files());
        try (Socket slow = begun("weather", zip)) {
            assertThat(send("weather", zip).statusCode()).isEqualTo(201);
            slow.getOutputStream().write(zip, zip.length / 2, zip.length - zip.length / 2);
            assertThat(answer(slow)).startsWith("HTTP/1.1 201");
        }
        assertThat(registry.newest(Samples.byCount("weather", 4).domain())
                        .state()
                        .versions())
                .isEqualTo(2);
    }

    @Test
    void whoSendsAByteNowAndThenIsTurnedAwayInTheEnd() throws Exception {
        byte[] zip = Saved.zip(Saved.files());
        long looks = clock.looks();
        try (Socket slow = begun("weather", zip)) {
            awaitLooks(looks + 2); // when it began, and at its first bytes
            clock.move(FakeDesk.UPLOAD.plusNanos(1));
            slow.getOutputStream().write(zip, zip.length / 2, 1);
            assertThat(answer(slow)).startsWith("HTTP/1.1 408").contains("within 60 seconds");
        }
        assertThat(send("weather", zip).statusCode()).isEqualTo(201);
    }

    @Test
    void whoAsksBeforeTheBaseIsLoadedIsToldToComeAgain() throws Exception {
        desk.close();
        HttpResponse<String> answer = send("weather", Saved.zip(Saved.files()));
        assertProblem(answer, 503, null, "the base is being loaded");
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
    }

    private void awaitLooks(long count) throws InterruptedException {
        for (int wait = 0; wait < 500 && clock.looks() < count; wait++) {
            Thread.sleep(10);
        }
        assertThat(clock.looks()).isGreaterThanOrEqualTo(count);
    }

    private static byte[] edited(UnaryOperator<Floats> edit) {
        return Safetensors.write(
                Map.of("format", "pt"),
                Safetensors.read(Saved.model(AdapterMethod.LORA, 1)).entries().stream()
                        .map(entry -> edit.apply((Floats) entry))
                        .toList());
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private HttpResponse<String> send(String domain, byte[] zip) throws IOException, InterruptedException {
        return send(domain, ZIP, BodyPublishers.ofByteArray(zip));
    }

    /** @param domain and the query behind it */
    private HttpResponse<String> send(String domain, String type, BodyPublisher body)
            throws IOException, InterruptedException {
        int query = domain.indexOf('?');
        String path =
                query < 0 ? domain + "/imports" : domain.substring(0, query) + "/imports" + domain.substring(query);
        HttpRequest request = HttpRequest.newBuilder(root.resolve("/v1/domains/" + path))
                .header("Content-Type", type)
                .POST(body)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** A client that has sent half of its zip. */
    private Socket begun(String domain, byte[] zip) throws IOException {
        Socket socket = new Socket(root.getHost(), root.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(Saved.bytes("POST /v1/domains/" + domain + "/imports HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                + "Content-Type: " + ZIP + "\r\nContent-Length: " + zip.length + "\r\n\r\n"));
        out.write(zip, 0, zip.length / 2);
        out.flush();
        return socket;
    }

    /** What came back up to the end of its JSON: the connection stays open for the rest of a body that nobody wants. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] chunk = new byte[4096];
        for (int count = 0;
                count >= 0 && !answer.toString().endsWith("}");
                count = socket.getInputStream().read(chunk)) {
            answer.append(new String(chunk, 0, count, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    private static void assertProblem(HttpResponse<String> answer, int status, @Nullable String field, String detail) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        Problem problem = Json.read(Saved.bytes(answer.body()), Problem.class);
        assertThat(problem.detail()).contains(detail);
        if (field != null) {
            assertThat(problem.field()).isEqualTo(field);
        }
    }
}
