package dev.driftline.serving.fuzz;

import static dev.driftline.serving.slots.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import dev.driftline.serving.grpc.wire.GRPCInferenceServiceGrpc;
import dev.driftline.serving.grpc.wire.ModelInferRequest;
import dev.driftline.serving.grpc.wire.ModelStreamInferResponse;
import dev.driftline.serving.slots.Served;
import dev.driftline.serving.slots.Slots;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that do not end what they begin: others are answered meanwhile, and what was held for them is free again. */
@QuarkusTest
class SlowClientsTest {
    /** More than the framework has threads for. */
    private static final int SLOW = 300;

    /** As many as are borne at once. */
    private static final int STREAMS = 64;

    private static final RawHttp.Request GOOD = RawHttp.Request.of(
            "POST /v1/domains/spam/predictions HTTP/1.1",
            "Content-Type: application/json\r\n",
            "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_8));

    private final Slots slots;

    SlowClientsTest(Slots slots) {
        this.slots = slots;
    }

    @BeforeEach
    void serveSpam() {
        Served.spam(slots);
    }

    @Test
    void halfSentBodiesAtBothDoorsKeepNobodyWaitingAndMayBeDropped() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (RawHttp http = new RawHttp(RestAssured.port)) {
            for (int i = 0; i < SLOW; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
                slow.add(socket);
                String path = i % 2 == 0 ? "/v1/domains/spam/predictions" : "/v2/models/spam/infer";
                socket.getOutputStream()
                        .write(("POST " + path + " HTTP/1.1\r\nHost: here\r\nContent-Type: application/json\r\n"
                                        + "Content-Length: 9000\r\n\r\n{\"text\":")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(http.send(GOOD)).contains(200);
            for (Socket socket : slow) {
                socket.setSoLinger(true, 0);
                socket.close();
            }
            assertThat(http.send(GOOD)).contains(200);
        }
    }

    @Test
    void streamsThatAskNothingAreBoundedAndGiveTheirPlacesBackWhenTheyAreDropped() {
        Queue<Status> refused = new ConcurrentLinkedQueue<>();
        ManagedChannel idle = channel();
        ManagedChannel other = channel();
        try {
            for (int i = 0; i < STREAMS; i++) {
                open(idle, new ConcurrentLinkedQueue<>());
            }
            eventually(() -> {
                open(other, refused);
                return refused.stream().anyMatch(status -> status.getCode() == Status.Code.RESOURCE_EXHAUSTED);
            });
            assertThat(new RawGrpc(other).send(RawGrpc.GOOD)).isEqualTo("OK");
            idle.shutdownNow();
            other.shutdownNow();
            ManagedChannel later = channel();
            try {
                eventually(() -> answered(later));
            } finally {
                later.shutdownNow();
            }
        } finally {
            idle.shutdownNow();
            other.shutdownNow();
        }
    }

    /** Whether a stream of one request gets its answer. */
    private static boolean answered(ManagedChannel channel) {
        Queue<Status> ends = new ConcurrentLinkedQueue<>();
        StreamObserver<ModelInferRequest> requests = open(channel, ends);
        requests.onNext(ModelInferRequest.getDefaultInstance());
        requests.onCompleted();
        eventually(() -> !ends.isEmpty());
        return ends.element().isOk();
    }

    private static StreamObserver<ModelInferRequest> open(ManagedChannel channel, Queue<Status> ends) {
        return GRPCInferenceServiceGrpc.newStub(channel).modelStreamInfer(new StreamObserver<>() {
            @Override
            public void onNext(ModelStreamInferResponse answer) {}

            @Override
            public void onError(Throwable error) {
                ends.add(Status.fromThrowable(error));
            }

            @Override
            public void onCompleted() {
                ends.add(Status.OK);
            }
        });
    }

    private static ManagedChannel channel() {
        return ManagedChannelBuilder.forAddress(
                        "127.0.0.1",
                        ConfigProvider.getConfig().getValue("quarkus.grpc.server.test-port", Integer.class))
                .usePlaintext()
                .build();
    }
}
