package turtlelab.labctl.exec;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Does one thing to many at once, on virtual threads; every failure is told. */
public final class InParallel {

    private InParallel() {}

    /**
     * Runs the action for every item and waits for all.
     *
     * @throws RuntimeException the first failure, with the others suppressed in it
     */
    public static <T> void forEach(Collection<T> items, Consumer<T> action)
            throws InterruptedException {
        map(
                items,
                item -> {
                    action.accept(item);
                    return item;
                });
    }

    /**
     * The function's results in the items' order.
     *
     * @throws RuntimeException the first failure, with the others suppressed in it
     */
    public static <T, R> List<R> map(Collection<T> items, Function<T, R> function)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = items.stream().map(item -> call(function, item)).toList();
            var tasks = threads.invokeAll(calls);
            throwFailuresOf(tasks);
            return tasks.stream().map(Future::resultNow).toList();
        }
    }

    private static <T, R> Callable<R> call(Function<T, R> function, T item) {
        return () -> function.apply(item);
    }

    private static void throwFailuresOf(List<? extends Future<?>> tasks) {
        var failures =
                tasks.stream()
                        .filter(task -> task.state() == Future.State.FAILED)
                        .map(Future::exceptionNow)
                        .toList();
        if (failures.isEmpty()) {
            return;
        }
        var first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        switch (first) {
            case RuntimeException failure -> throw failure;
            case Error error -> throw error;
            default -> throw new IllegalStateException(first);
        }
    }
}
