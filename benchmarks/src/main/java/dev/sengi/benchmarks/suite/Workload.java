package dev.sengi.benchmarks.suite;

import dev.sengi.benchmarks.suite.Work.Bench;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A line of the comparison.
 *
 * @param name what {@code --only} selects
 * @param title what the report calls it
 * @param work makes it ready to run
 * @param repetitions how many pairs of runs to make instead of one, because single runs are short and vary
 */
record Workload(String name, String title, Function<Bench, Work> work, List<Goal> goals, int repetitions) {

    Workload(String name, String title, Function<Bench, Work> work, Goal... goals) {
        this(name, title, work, List.of(goals), 1);
    }

    Workload repeated(int times) {
        return new Workload(name, title, work, goals, times);
    }

    Optional<Goal> goal(Metric metric) {
        return goals.stream().filter(goal -> goal.metric() == metric).findFirst();
    }
}
