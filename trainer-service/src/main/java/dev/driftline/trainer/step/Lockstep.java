package dev.driftline.trainer.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
            boolean stepped = step(learning, courses);
            moved = raise(learning, courses) || stepped;
        }
        return courses.stream().map(Course::end).toList();
    }

    private static boolean step(Learning learning, List<Course> courses) {
        List<Course> own = having(courses, Course::turn);
        if (!own.isEmpty()) {
            List<Learning.Stepped> results = learning.step(next(own, Course::turn));
            for (int i = 0; i < own.size(); i++) {
                own.get(i).stepped(results.get(i));
            }
        }
        return !own.isEmpty();
    }

    private static boolean raise(Learning learning, List<Course> courses) {
        List<Course> own = having(courses, Course::upperTurn);
        if (!own.isEmpty()) {
            List<Learning.Raised> results = learning.upper(next(own, Course::upperTurn));
            for (int i = 0; i < own.size(); i++) {
                own.get(i).raised(results.get(i));
            }
        }
        return !own.isEmpty();
    }

    private static <T> List<Course> having(List<Course> courses, Function<Course, @Nullable T> turn) {
        return courses.stream().filter(course -> turn.apply(course) != null).toList();
    }

    private static <T> List<T> next(List<Course> courses, Function<Course, @Nullable T> turn) {
        List<T> turns = new ArrayList<>();
        courses.forEach(course -> turns.add(Objects.requireNonNull(turn.apply(course))));
        return turns;
    }
}
