package turtlelab.node.app.host;

import static org.assertj.core.api.Assertions.assertThat;
import static turtlelab.node.base.Eventually.eventually;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import turtlelab.join.auto.AutoKeys;

/** How a host leaves, with real signals: Ctrl-C once, twice and three times. */
final class DepartureTest {
    private static final String LEASE = "--auto-lease=3s";

    @TempDir Path folder;

    @Test
    void theFirstCtrlCLeavesTheSecondHurriesAndTheThirdEndsItAtOnce() throws Exception {
        try (var stage = new HostStage(folder, 148)) {
            stage.host(1, "--ideal-cluster-size=2", LEASE);
            var look = stage.look();

            var patient = stage.process(2, stage.seeds(), LEASE);
            stage.becomes("h1", "h2");
            patient.interrupt();
            assertThat(patient.exitWithin(20)).isZero();
            assertThat(patient.output()).contains("told once more it hurries", "in good order");
            assertThat(look.voters()).containsExactly("h1");

            var hasty = stage.process(2, LEASE);
            stage.becomes("h1", "h2");
            look.keys().put(AutoKeys.PAUSED, "so that nobody is let go", 0);
            hasty.interrupt();
            eventually("h2 waits", () -> !look.offers("h2"));
            hasty.interrupt();
            assertThat(hasty.exitWithin(20)).isZero();
            assertThat(hasty.output()).contains("without waiting to be let go", "left in a hurry");
            assertThat(look.voters()).containsExactly("h1", "h2");

            var stuck = stage.process(2, LEASE);
            eventually("h2 offers", () -> look.offers("h2"));
            stage.abandonAll(); // so there is no quorum to be told anything
            for (var word : new String[] {"leaving; told once more", "in a hurry"}) {
                stuck.interrupt();
                eventually(word, () -> stuck.output().contains(word));
            }
            stuck.interrupt();
            assertThat(stuck.exitWithin(20)).isEqualTo(1);
            assertThat(stuck.output()).contains("told three times: ending at once");
        }
    }
}
