package dev.driftline.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Walks the courses of many domains side by side: what is next in each becomes one shared step. */
public final class Lockstep {
    private Lockstep() {}

    /**
     * Takes every step of every course, unless {@code stop} says so in between.
     *
     * @return in the order of the courses
     */
    public static List<Learned> take(Learning learning, List<Course> courses, BooleanSupplier stop) {
        boolean moved = true;
        while (moved) {
            if (stop.getAsBoolean()) {
                courses.forEach(Course::abandon);
            }
            boolean stepped = take(courses, Course::turn, learning::step, Course::stepped);
            moved = take(courses, Course::upperTurn, learning::upper, Course::raised) || stepped;
        }
        return courses.stream().map(Course::end).toList();
    }

    /** One step of those that have one of its kind next; whether there was any. */
    private static <T, R> boolean take(
            List<Course> courses,
            Function<Course, @Nullable T> next,
            Function<List<T>, List<R>> call,
            BiConsumer<Course, R> taken) {
        List<Course> own = new ArrayList<>();
        List<T> turns = new ArrayList<>();
        for (Course course : courses) {
            T turn = next.apply(course);
            if (turn != null) {
                own.add(course);
                turns.add(turn);
            }
        }
        if (turns.isEmpty()) {
            return false;
        }
        List<R> results = call.apply(turns);
        for (int i = 0; i < own.size(); i++) {
            taken.accept(own.get(i), results.get(i));
        }
        return true;
    }
}
