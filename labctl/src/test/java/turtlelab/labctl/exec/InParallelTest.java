package turtlelab.labctl.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InParallelTest {

    @Test
    void resultsComeInTheOrderOfTheItems() throws InterruptedException {
        assertThat(InParallel.map(List.of(3, 1, 2), n -> n * 10)).containsExactly(30, 10, 20);
    }

    @Test
    void allItemsAreAtWorkAtTheSameTime() throws InterruptedException {
        var meeting = new CyclicBarrier(3);
        InParallel.forEach(List.of(1, 2, 3), _ -> meet(meeting));
        assertThat(meeting.isBroken()).isFalse();
    }

    private static void meet(CyclicBarrier meeting) {
        try {
            meeting.await(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void everyFailureIsTold() {
        assertThatThrownBy(() -> InParallel.forEach(List.of("a", "b", "ok"), this::failUnlessOk))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    private void failUnlessOk(String word) {
        if (!word.equals("ok")) {
            throw new IllegalStateException(word);
        }
    }
}
