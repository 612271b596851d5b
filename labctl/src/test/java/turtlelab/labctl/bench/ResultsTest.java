package turtlelab.labctl.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import turtlelab.labctl.bench.work.Measured;
import turtlelab.labctl.lab.Engine;

class ResultsTest {

    private final Results results = new Results();

    @Test
    void aLineShowsTheMedianOfItsRoundsAndItsRatioToTheLastEngine() {
        for (int perSecond : new int[] {300, 1, 200}) {
            results.add("put", Engine.TURTLED, new Measured(perSecond, 2_000_000, 9_000_000, 1));
        }
        results.add("put", Engine.ETCD, new Measured(100, 4_000_000, 8_000_000, 0));
        assertThat(results.table(200).stream().map(line -> line.replaceAll(" +", " ")))
                .containsExactly(
                        "LOAD ENGINE MEDIAN UNIT P50 ms P99 ms ERRORS RATIO",
                        "put turtled 200 /s 2.00 9.00 3 2.00",
                        "put etcd 100 /s 4.00 8.00 0 1.00");
    }

    @Test
    void jsonHasTheSameFigures() {
        results.add("failover gap", Engine.ETCD, Results.Unit.MILLISECONDS, 1500);
        assertThat(results.json())
                .contains("\"load\" : \"failover gap\"")
                .contains("\"median\" : 1500.0")
                .contains("\"ratio\" : 1.0");
    }
}
