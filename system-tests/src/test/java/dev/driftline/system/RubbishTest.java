package dev.driftline.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.contracts.domain.DomainName;
import dev.driftline.contracts.domain.Place;
import dev.driftline.contracts.example.Receipt;
import dev.driftline.contracts.wire.Json;
import dev.driftline.contracts.wire.Problem;
import dev.driftline.contracts.wire.Topics;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input, by HTTP and by a plain producer: a clear error each, the same words at both doors, nothing else touched. */
class RubbishTest {
    private static final DomainName DOMAIN = new DomainName("rubbish");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** Each faulty in its own way; none may keep the others from their place. */
    private static final List<String> FAULTY = List.of(
            "{\"text\":\"a\",\"label\":\"nonsense\"}",
            "{\"text\":\"a\",\"label\":\"music\",\"domain\":\"rubbish\",\"colour\":\"red\"}",
            "{\"label\":\"music\"}",
            "{\"text\":\"\",\"label\":\"music\"}",
            "{\"text\":\"a\",\"label\":7}",
            "{\"text\":\"a\",\"textPair\":\" \",\"label\":\"music\"}",
            "{\"text\":\"a\",\"text_pair\":\"b\",\"label\":\"music\"}",
            "{\"text\":\"a\",\"label\":\"music\",\"id\":\"\\u0001\"}",
            "{\"text\":\"a\",\"label\":\"music\",\"id\":\"" + "i".repeat(129) + "\"}",
            "{\"text\":\"" + "t".repeat(33_000) + "\",\"label\":\"music\"}",
            "{\"text\":\"a\",\"label\":\"music\",\"spec\":99}",
            "{\"text\":\"a\",\"label\":\"mu",
            "[1,2]",
            "null");

    @TempDir
    private static Path folder;

    private static World world;
    private static Place place;

    @BeforeAll
    static void start() {
        world = World.start(folder.resolve("data"));
        place = world.create(DOMAIN.value()).place();
    }

    @AfterAll
    static void stop() {
        world.close();
    }

    @Test
    void everyFaultIsNamedAndGoodRecordsBesideItAreAccepted() {
        for (String faulty : FAULTY) {
            List<Receipt> receipts = world.at()
                    .ingestClient()
                    .send(
                            DOMAIN,
                            List.of(good("before" + faulty.hashCode()), faulty, good("after" + faulty.hashCode())));
            assertThat(receipts).extracting(Receipt::isAccepted).containsExactly(true, false, true);
            assertThat(receipts.get(1).message()).as(faulty).isNotBlank();
        }
    }

    @Test
    void aPlainProducerIsToldTheSameWords() {
        List<Receipt> byHttp = world.at().ingestClient().send(DOMAIN, FAULTY);
        try (Wire wire = new Wire(world.system.bootstrapServers())) {
            for (String faulty : FAULTY) {
                wire.send(place.topic(), place.partition(), "plain", inTopicForm(faulty));
            }
            String coordinate = place.topic() + "-" + place.partition();
            World.await(
                    "all are told",
                    () -> wire.read(Topics.REJECTED).stream()
                                    .filter(record ->
                                            Wire.header(record, "driftline-id").startsWith(coordinate))
                                    .count()
                            == FAULTY.size());
            List<String> told = wire.read(Topics.REJECTED).stream()
                    .filter(record -> Wire.header(record, "driftline-id").startsWith(coordinate))
                    .map(record -> Wire.header(record, "driftline-message"))
                    .toList();
            assertThat(told).isEqualTo(byHttp.stream().map(Receipt::message).toList());
        }
    }

    @Test
    void aPlainProducersExampleLiesWhereHttpWouldHavePutIt() {
        try (Wire wire = new Wire(world.system.bootstrapServers())) {
            wire.send(Topics.EXAMPLES, null, DOMAIN.value(), inTopicForm(good("plain")));
            assertThat(wire.read(Topics.EXAMPLES))
                    .filteredOn(record -> new String(record.value(), StandardCharsets.UTF_8).contains("\"plain\""))
                    .singleElement()
                    .matches(record -> record.partition() == place.partition());
        }
    }

    @Test
    void aRecordThatNamesAnotherDomainIsRefused() {
        Receipt receipt = world.at()
                .ingestClient()
                .send(DOMAIN, List.of("{\"text\":\"a\",\"label\":\"music\",\"domain\":\"other\"}"))
                .getFirst();
        assertThat(receipt.field()).isEqualTo("domain");
        assertThat(receipt.message()).contains("other", "rubbish");
    }

    @ParameterizedTest
    @ValueSource(strings = {"..%2f..%2fledgers", "%2e%2e", "UPPER", "a%00b", "nobody", "-x", "a%2Fb"})
    void namesThatAreNoDomainGetAClearAnswerEverywhere(String name) throws Exception {
        for (URI door : List.of(
                world.at().ingest().resolve("/v1/domains/" + name + "/examples"),
                world.at().serving().resolve("/v1/domains/" + name + "/predictions"),
                world.at().registry().resolve("/v1/domains/" + name + "/release"))) {
            HttpResponse<byte[]> answer =
                    post(door, "{\"text\":\"a\",\"label\":\"music\"}".getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(door.toString()).isBetween(400, 404);
        }
    }

    @Test
    void aBodyWithoutEndIsRefused() throws Exception {
        byte[] body = new byte[48 * 1024 * 1024];
        HttpResponse<byte[]> answer = post(world.at().serving().resolve("/v1/domains/rubbish/predictions"), body);
        assertThat(answer.statusCode()).isEqualTo(413);
    }

    @Test
    void aQuestionBeforeTheFirstVersionIsToldSo() throws Exception {
        world.create("unlearned");
        HttpResponse<byte[]> answer = post(
                world.at().serving().resolve("/v1/domains/unlearned/predictions"),
                Json.bytes(Map.of("texts", List.of("a"))));
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(Json.read(answer.body(), Problem.class).detail()).contains("unlearned");
    }

    private static HttpResponse<byte[]> post(URI door, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(door)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String good(String id) {
        return Records.line(id, "the guitar was out of tune", "music");
    }

    /** What a plain producer writes: the same record, which must name its domain. */
    private static byte[] inTopicForm(String record) {
        String named = record.startsWith("{") && !record.contains("\"domain\"")
                ? "{\"domain\":\"" + DOMAIN + "\"," + record.substring(1)
                : record;
        return named.getBytes(StandardCharsets.UTF_8);
    }
}
