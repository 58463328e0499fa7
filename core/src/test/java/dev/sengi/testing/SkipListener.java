package dev.sengi.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the tests that are skipped because PostgreSQL's own programs are missing, for {@link SkippedComparisons}.
 * JUnit loads it in every module that has this package on its test class path.
 *
 * <p>A method counts once for each set of arguments. If its whole class is skipped, the arguments are unknown, and it
 * counts once.
 */
public final class SkipListener implements TestExecutionListener {
    private final AtomicInteger skipped = new AtomicInteger();
    private volatile TestPlan plan;

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getThrowable()
                .filter(RealClient.MissingClientException.class::isInstance)
                .isPresent()) {
            skipped.addAndGet(methods(test));
        }
    }

    // A method with arguments is also a container, whose children are unknown until it runs.
    private int methods(TestIdentifier test) {
        int below = plan.getChildren(test).stream().mapToInt(this::methods).sum();
        return Math.max(1, below);
    }

    int skipped() {
        return skipped.get();
    }

    @Override
    public void testPlanExecutionFinished(TestPlan testPlan) {
        SkippedComparisons.write(skipped());
    }
}
