package dev.driftline.cli.guard;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;

/**
 * Runs a service for as long as somebody holds the other end of its standard input. The launcher never writes there: the
 * kernel closes the pipe when the launcher is gone, however it went.
 */
public final class Guard {
    /** Names the class whose {@code main} is the service; a Quarkus application's by default. */
    public static final String ENTRY = "driftline.guard.entry";

    private static final String QUARKUS = "io.quarkus.bootstrap.runner.QuarkusEntryPoint";
    private static final int GRACE_SECONDS = 3;

    private Guard() {}

    /** Starts the watch, then the service, in this thread. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        start("guard-watch", Guard::watch);
        try {
            Class.forName(System.getProperty(ENTRY, QUARKUS))
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException e) {
            Thread thread = Thread.currentThread();
            thread.getThreadGroup().uncaughtException(thread, e.getCause());
            System.exit(1);
        }
    }

    private static void watch() {
        try {
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            System.err.println("guard.broken-pipe reason=" + e.getMessage());
        }
        System.err.println("guard.launcher-gone action=exit within=" + GRACE_SECONDS + "s");
        killAfterGrace();
        System.exit(0);
    }

    /** From outside, because a process that hangs in native code while it ends cannot end itself. */
    private static void killAfterGrace() {
        String script = "sleep " + GRACE_SECONDS + "; kill -9 "
                + ProcessHandle.current().pid();
        try {
            new ProcessBuilder("sh", "-c", script)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("guard.no-shell action=halt reason=" + e.getMessage());
            Runtime.getRuntime().halt(1);
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
