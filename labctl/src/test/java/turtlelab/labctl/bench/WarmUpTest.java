package turtlelab.labctl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.bench.work.Measured;
import turtlelab.labctl.bench.work.Work;

class WarmUpTest {

    @Test
    void itEndsWhenTwoStepsInARowWereNoFaster() throws InterruptedException {
        assertThat(stepsOf(100, 200, 300, 310, 305, 9_000)).isEqualTo(5);
    }

    @Test
    void oneSlowStepIsNotTheEndOfIt() throws InterruptedException {
        assertThat(stepsOf(100, 90, 200, 190, 195, 9_000)).isEqualTo(5);
    }

    @Test
    void whatGetsFasterAllTheTimeHasTenSteps() throws InterruptedException {
        assertThat(stepsOf(DoubleStream.iterate(1, rate -> rate * 2).limit(20).toArray()))
                .isEqualTo(10);
    }

    private static int stepsOf(double... rates) throws InterruptedException {
        var load = new Scripted(new ArrayDeque<>(DoubleStream.of(rates).boxed().toList()));
        WarmUp.run(load, List.of("http://127.2.12.2:2379"));
        return rates.length - load.left().size();
    }

    private record Scripted(Deque<Double> left) implements Work {

        @Override
        public String name() {
            return "scripted";
        }

        @Override
        public Measured run(List<String> urls, Duration length) {
            return new Measured(left.removeFirst(), 0, 0, 0);
        }
    }
}
