package dev.driftline.registry.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.driftline.contracts.wire.Digest;
import dev.driftline.registry.blob.Blobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the registry needs of an S3 server, shown on a real one. */
abstract class StoreSuite {
    private static final int WRITERS = 16;
    private static final int RACES = 25;
    private static final int MORE_THAN_A_PAGE = 1_005;

    private final String folder = UUID.randomUUID() + "/";
    private MinioStore store;

    abstract TestStoreSettings settings();

    @BeforeEach
    void open() {
        store = new MinioStore(settings());
        store.ensureBucket();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void theFirstWriterOfAKeyWinsAndTheSecondChangesNothing() {
        assertThat(store.putIfAbsent(folder + "a", bytes("first"))).isTrue();
        assertThat(store.putIfAbsent(folder + "a", bytes("second"))).isFalse();
        assertThat(store.get(folder + "a")).hasValue(bytes("first"));
    }

    @Test
    void sixteenWritersOfOneKeyHaveOneWinner() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            for (int race = 0; race < RACES; race++) {
                String key = folder + "race/" + race;
                CyclicBarrier start = new CyclicBarrier(WRITERS);
                List<Callable<Boolean>> writers = IntStream.range(0, WRITERS)
                        .<Callable<Boolean>>mapToObj(writer -> () -> {
                            start.await();
                            return store.putIfAbsent(key, bytes("writer " + writer));
                        })
                        .toList();
                List<Integer> winners = new ArrayList<>();
                List<Future<Boolean>> results = threads.invokeAll(writers);
                for (int writer = 0; writer < WRITERS; writer++) {
                    if (results.get(writer).get()) {
                        winners.add(writer);
                    }
                }
                assertThat(winners).as(key).hasSize(1);
                assertThat(store.get(key)).hasValue(bytes("writer " + winners.getFirst()));
            }
        }
    }

    @Test
    void anObjectLargerThanAPartIsStillOneConditionalWrite() {
        byte[] large = new byte[12 * 1024 * 1024];
        new Random(7).nextBytes(large);
        byte[] other = new byte[large.length];
        assertThat(store.putIfAbsent(folder + "large", large)).isTrue();
        assertThat(store.putIfAbsent(folder + "large", other)).isFalse();
        assertThat(Digest.of(store.get(folder + "large").orElseThrow())).isEqualTo(Digest.of(large));
        assertThat(store.size(folder + "large")).hasValue(large.length);
    }

    @Test
    void whatIsNotThereIsNotThere() {
        assertThat(store.get(folder + "nothing")).isEmpty();
        assertThat(store.size(folder + "nothing")).isEmpty();
        assertThatCode(() -> store.delete(folder + "nothing")).doesNotThrowAnyException();
    }

    @Test
    void whatWasDeletedCanBeWrittenAgain() {
        store.putIfAbsent(folder + "a", bytes("first"));
        store.delete(folder + "a");
        assertThat(store.get(folder + "a")).isEmpty();
        assertThat(store.putIfAbsent(folder + "a", bytes("second"))).isTrue();
    }

    @Test
    void listsAllKeysAlsoWhenTheyAreMoreThanAPage() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(WRITERS)) {
            threads.invokeAll(IntStream.range(0, MORE_THAN_A_PAGE)
                    .<Callable<Boolean>>mapToObj(
                            number -> () -> store.putIfAbsent(folder + "many/" + number + ".json", bytes("x")))
                    .toList());
        }
        List<String> keys = new ArrayList<>();
        store.eachKey(folder + "many/", keys::add);
        assertThat(keys).hasSize(MORE_THAN_A_PAGE).doesNotHaveDuplicates().contains(folder + "many/1004.json");
    }

    @Test
    void listsFoldersWithoutWhatIsInThem() {
        store.putIfAbsent(folder + "f/one/1.json", bytes("1"));
        store.putIfAbsent(folder + "f/one/2.json", bytes("2"));
        store.putIfAbsent(folder + "f/two/1.json", bytes("3"));
        store.putIfAbsent(folder + "f/file", bytes("4"));
        List<String> folders = new ArrayList<>();
        store.eachFolder(folder + "f/", folders::add);
        assertThat(folders).containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void theProbeFindsItFit() {
        assertThatCode(() -> new Probe(store, () -> folder + UUID.randomUUID()).run())
                .doesNotThrowAnyException();
    }

    @Test
    void aBlobIsReadAsItWasWritten() {
        Blobs blobs = new Blobs(store);
        byte[] bytes = bytes("adapter of " + folder);
        Digest digest = Digest.of(bytes);
        assertThat(blobs.put(digest, bytes)).isTrue();
        assertThat(blobs.put(digest, bytes)).isFalse();
        assertThat(blobs.get(digest)).hasValue(bytes);
    }

    @Test
    void aWrongSecretIsTroubleThatNamesTheStore() {
        try (MinioStore stranger = new MinioStore(settings().withSecret("wrong-secret-key"))) {
            assertThatThrownBy(() -> stranger.putIfAbsent(folder + "a", bytes("x")))
                    .isInstanceOf(StoreAway.class)
                    .hasMessageContaining(settings().endpoint());
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
