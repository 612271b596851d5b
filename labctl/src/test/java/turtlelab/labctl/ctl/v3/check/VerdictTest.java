package turtlelab.labctl.ctl.v3.check;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import turtlelab.labctl.ctl.flag.CtlFailure;

/** Ten writes a second are asked for; what came of them is made up. */
class VerdictTest {

    private final Tally tally = new Tally();

    private String verdict() {
        var said = new ByteArrayOutputStream();
        var end = "passed\n";
        try {
            new Verdict(new PrintStream(said, true, UTF_8))
                    .of(tally, new Load(10, 1, Duration.ofSeconds(1)), Duration.ofSeconds(1));
        } catch (CtlFailure failure) {
            end = "failed\n";
        }
        return said.toString(UTF_8) + end;
    }

    private void writes(int count, int millis) {
        for (int i = 0; i < count; i++) {
            tally.succeeded(Duration.ofMillis(millis).toNanos());
        }
    }

    @Test
    void whatIsQuickPromptAndEvenPasses() {
        writes(10, 500);
        assertThat(verdict())
                .isEqualTo(
                        """
                        PASS: Throughput is 11 writes/s
                        PASS: Slowest request took 0.500000s
                        PASS: Stddev is 0.000000s
                        PASS
                        passed
                        """);
    }

    @Test
    void nineOfTenAreTooFew() {
        writes(9, 1);
        assertThat(verdict())
                .isEqualTo(
                        """
                        FAIL: Throughput too low: 10 writes/s
                        PASS: Slowest request took 0.001000s
                        PASS: Stddev is 0.000000s
                        FAIL
                        failed
                        """);
    }

    @Test
    void oneSlowWriteIsEnough() {
        writes(99, 1);
        writes(1, 501);
        assertThat(verdict())
                .contains("PASS: Throughput", "Slowest request took too long: 0.501000s\n")
                .endsWith("FAIL\nfailed\n");
    }

    @Test
    void timesThatLieFarApartAreToldAsSuch() {
        writes(10, 1);
        writes(10, 300);
        assertThat(verdict())
                .contains("PASS: Slowest", "Stddev too high: 0.149500s\n")
                .endsWith("FAIL\nfailed\n");
    }

    @Test
    void anErrorIsToldAndIsEnough() {
        writes(10, 1);
        tally.failed("etcdserver: no leader");
        tally.failed("etcdserver: no leader");
        assertThat(verdict())
                .startsWith("FAIL: too many errors\nFAIL: ERROR(etcdserver: no leader) -> 2\nPASS")
                .endsWith("FAIL\nfailed\n");
    }
}
