package dev.driftline.trainer.window;

/** How many bytes of waiting texts all lanes hold together; past the limit an example waits without its passage. */
final class TextBudget {
    private final long most;
    private long held;

    TextBudget(long mostBytes) {
        this.most = mostBytes;
    }

    Waiting admit(Waiting one) {
        if (held + one.textBytes() > most) {
            return one.withoutPassage();
        }
        held += one.textBytes();
        return one;
    }

    void release(Waiting one) {
        held -= one.textBytes();
    }

    long heldBytes() {
        return held;
    }
}
