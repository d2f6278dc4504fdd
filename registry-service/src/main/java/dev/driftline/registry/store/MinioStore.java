package dev.driftline.registry.store;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * An S3 store through the MinIO client, which throws IllegalStateException where a connection is refused. Safe for many
 * threads.
 */
public final class MinioStore implements ObjectStore, AutoCloseable {
    private static final Map<String, String> ONLY_IF_ABSENT = Map.of("If-None-Match", "*");
    private static final int MAX_REQUESTS = 64;
    private static final int CONFLICT_TRIES = 5;
    private static final Duration CONFLICT_PAUSE = Duration.ofMillis(50);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SILENCE_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(60);

    private final OkHttpClient http;
    private final MinioClient client;
    private final String endpoint;
    private final String bucket;

    public MinioStore(StoreSettings settings) {
        endpoint = settings.endpoint();
        bucket = settings.bucket();
        Dispatcher dispatcher = new Dispatcher();
        dispatcher.setMaxRequests(MAX_REQUESTS);
        dispatcher.setMaxRequestsPerHost(MAX_REQUESTS);
        http = new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectTimeout(CONNECT_TIMEOUT)
                .readTimeout(SILENCE_TIMEOUT)
                .writeTimeout(SILENCE_TIMEOUT)
                .callTimeout(CALL_TIMEOUT)
                .protocols(List.of(Protocol.HTTP_1_1))
                .build();
        client = MinioClient.builder()
                .endpoint(endpoint)
                .region(settings.region())
                .credentials(settings.accessKey(), settings.secretKey())
                .httpClient(http, false)
                .build();
    }

    /** Makes the bucket unless it is there. */
    public void ensureBucket() {
        ask("look for bucket", bucket, () -> {
            if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            }
            return true;
        });
    }

    @Override
    public boolean putIfAbsent(String key, byte[] bytes) {
        PutObjectArgs args = PutObjectArgs.builder()
                .bucket(bucket)
                .object(key)
                .extraHeaders(ONLY_IF_ABSENT)
                .data(bytes, bytes.length)
                .build();
        for (int tries = 1; ; tries++) {
            try {
                client.putObject(args);
                return true;
            } catch (ErrorResponseException e) {
                if (status(e) == 412) {
                    return false;
                }
                // AWS: another conditional write of this key was under way; who wins is not yet known
                if (status(e) != 409 || tries == CONFLICT_TRIES) {
                    throw away("put", key, e);
                }
                pause(CONFLICT_PAUSE.multipliedBy(tries));
            } catch (MinioException | IllegalStateException e) {
                throw away("put", key, e);
            }
        }
    }

    @Override
    public Optional<byte[]> get(String key) {
        return askForExisting("get", key, () -> {
            try (GetObjectResponse in = client.getObject(
                    GetObjectArgs.builder().bucket(bucket).object(key).build())) {
                byte[] bytes = in.readNBytes(MAX_BYTES + 1);
                if (bytes.length > MAX_BYTES) {
                    throw new StoreAway(key + " is larger than anything the registry wrote", null);
                }
                return bytes;
            }
        });
    }

    @Override
    public OptionalLong size(String key) {
        Optional<Long> size = askForExisting(
                "stat",
                key,
                () -> client.statObject(StatObjectArgs.builder()
                                .bucket(bucket)
                                .object(key)
                                .build())
                        .size());
        return size.map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    @Override
    public void eachKey(String prefix, Consumer<String> keys) {
        each(prefix, true, item -> keys.accept(item.objectName()));
    }

    @Override
    public void eachFolder(String prefix, Consumer<String> names) {
        each(prefix, false, item -> {
            if (item.isDir()) {
                String folder = item.objectName();
                names.accept(folder.substring(prefix.length(), folder.length() - 1));
            }
        });
    }

    @Override
    public void delete(String key) {
        ask("delete", key, () -> {
            client.removeObject(
                    RemoveObjectArgs.builder().bucket(bucket).object(key).build());
            return true;
        });
    }

    @Override
    public void close() {
        http.dispatcher().executorService().shutdown();
        http.connectionPool().evictAll();
    }

    /** The store as a person knows it. */
    @Override
    public String toString() {
        return endpoint + "/" + bucket;
    }

    private void each(String prefix, boolean recursive, Consumer<Item> items) {
        ask("list", prefix, () -> {
            for (Result<Item> item : client.listObjects(ListObjectsArgs.builder()
                    .bucket(bucket)
                    .prefix(prefix)
                    .recursive(recursive)
                    .build())) {
                items.accept(item.get());
            }
            return true;
        });
    }

    private interface Request<T> {
        T send() throws MinioException, IOException;
    }

    private <T> T ask(String verb, String key, Request<T> request) {
        try {
            return request.send();
        } catch (MinioException | IOException | IllegalStateException e) {
            throw away(verb, key, e);
        }
    }

    private <T> Optional<T> askForExisting(String verb, String key, Request<T> request) {
        try {
            return Optional.of(request.send());
        } catch (ErrorResponseException e) {
            if (status(e) == 404) {
                return Optional.empty();
            }
            throw away(verb, key, e);
        } catch (MinioException | IOException | IllegalStateException e) {
            throw away(verb, key, e);
        }
    }

    private StoreAway away(String verb, String key, Exception cause) {
        Throwable why = cause instanceof IllegalStateException && cause.getCause() != null ? cause.getCause() : cause;
        return new StoreAway("the object store " + this + " did not " + verb + " " + key + ": " + why, cause);
    }

    private static int status(ErrorResponseException e) {
        return e.response().code();
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreAway("interrupted while waiting for the store", e);
        }
    }
}
