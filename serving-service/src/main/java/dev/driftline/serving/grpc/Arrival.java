package dev.driftline.serving.grpc;

import dev.driftline.serving.intake.Bodies;
import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.ServerStreamTracer;
import io.grpc.Status;

/**
 * Counts what a call's messages hold while they arrive, within the room that all bodies share. Told by the thread that reads the connection,
 * which must not wait.
 */
final class Arrival extends ServerStreamTracer {
    /** Where a call finds its own. */
    static final Context.Key<Arrival> OF_THIS_CALL = Context.key("driftline-arrival");

    private final Bodies.Tab tab;
    private volatile Runnable whenFull = () -> {};
    private volatile Runnable whenBegun = () -> {};

    private Arrival(Bodies.Tab tab) {
        this.tab = tab;
    }

    /** {@code action} happens when there is no room for more. */
    void whenFull(Runnable action) {
        whenFull = action;
    }

    /** {@code action} happens when a message begins to arrive. */
    void whenBegun(Runnable action) {
        whenBegun = action;
    }

    /** What arrived has become a message of so many bytes. */
    void holds(long bytes) {
        tab.close();
        count(bytes);
    }

    /** What arrived is no longer held. */
    void release() {
        tab.close();
    }

    @Override
    public Context filterContext(Context context) {
        return context.withValue(OF_THIS_CALL, this);
    }

    @Override
    public void inboundMessage(int number) {
        whenBegun.run();
    }

    @Override
    public void inboundWireSize(long bytes) {
        count(bytes);
    }

    private void count(long bytes) {
        if (!tab.grow(bytes)) {
            whenFull.run();
        }
    }

    @Override
    public void streamClosed(Status status) {
        tab.end(); // a message may still be on its way to the call's own thread
    }

    /** Makes one for each call. */
    static final class Factory extends ServerStreamTracer.Factory {
        private final Bodies bodies;

        Factory(Bodies bodies) {
            this.bodies = bodies;
        }

        @Override
        public ServerStreamTracer newServerStreamTracer(String method, Metadata headers) {
            return new Arrival(bodies.open());
        }
    }
}
